/** Saving a folder: which files, as zip archives or into a folder, and what is to be known beforehand. */

import { datum, unmasked } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import { breath } from "../../elements/breath";
import { h } from "../../elements/dom";
import { saveFile } from "../../elements/report";
import type { Item } from "../../intake/item";
import { shown } from "../../shell/mask";
import { formatSize } from "../../text/define";
import { outNames, partsOf } from "../../zip";
import type { Busy } from "./busy";
import { t } from "./correct-text";
import { type Corrections, headsOf, type Preview, type Written } from "./correcting";
import { areFileIds, withDirectory } from "./directory-out";
import type { FolderModel } from "./model";
import {
  type Folder,
  folderPicker,
  isNamed,
  isRefused,
  type OutFile,
  takenIn,
  writeInto,
  zipOf,
} from "./out-files";
import type { Ticks } from "./ticks";

/** Of one archive: file systems and mail systems of hospitals take no more. */
const MOST_ZIP = 1024 * 1024 * 1024;
const ZIP_NAME = "dicom-folder";

/** Nothing is changed. */
const UNCHANGED: Pick<Preview, "plan" | "steps"> = { plan: [], steps: [] };

export class SavePanel {
  readonly element: HTMLElement;
  readonly #items: readonly Item[];
  readonly #corrections: Corrections;
  readonly #busy: Busy;
  readonly #ticks: Ticks;
  readonly #which = h("select", { onchange: () => this.#choose() });
  readonly #directory = h("input", { type: "checkbox", onchange: () => this.#choose() });
  readonly #before = h("p", { className: "muted" });
  readonly #result = h("div", { role: "status" });
  readonly #buttons: readonly HTMLButtonElement[];
  #model: FolderModel | null = null;
  #preview: Preview | null = null;
  /** There is a plan that nobody has looked at. */
  #waits = false;
  /** What the visitor chose, "" for whatever stands first. */
  #wanted = "";

  constructor(items: readonly Item[], corrections: Corrections, busy: Busy, ticks: Ticks) {
    this.#items = items;
    this.#ticks = ticks;
    this.#corrections = corrections;
    this.#busy = busy;
    const pick = folderPicker();
    const zip = button(t("zip"), () => void this.#zip());
    const into = pick && button(t("folder"), () => void this.#pick(pick));
    this.#buttons = into ? [zip, into] : [zip];
    this.element = h(
      "section",
      { "aria-label": t("saving") },
      h("h3", {}, t("saving")),
      h("label", { className: "field" }, t("which"), this.#which),
      h("label", { className: "folder-check" }, this.#directory, t("directory")),
      this.#before,
      h("div", { className: "row" }, ...this.#buttons),
      into ? null : h("p", { className: "muted" }, t("noPicker")),
      this.#result,
    );
  }

  /** `waits`: there are corrections whose changes were not looked at. */
  show(model: FolderModel, preview: Preview | null, waits: boolean): void {
    this.#model = model;
    this.#preview = preview;
    this.#waits = waits;
    const kinds = preview ? (["onlyCorrected", "allFiles"] as const) : (["allFiles"] as const);
    this.#which.replaceChildren(...kinds.map((kind) => h("option", { value: kind }, t(kind))));
    if (kinds.some((kind) => kind === this.#wanted)) this.#which.value = this.#wanted;
    this.#result.replaceChildren();
    this.#draw();
  }

  /** Other places are to change. */
  ticked(): void {
    this.#result.replaceChildren();
    this.#draw();
  }

  #choose(): void {
    this.#wanted = this.#which.value;
    this.#result.replaceChildren();
    this.#draw();
  }

  /** Numbers of the files that are wanted. */
  #files(): readonly number[] {
    if (this.#preview && this.#which.value === "onlyCorrected")
      return [...this.#preview.changes]
        .filter(([file, all]) => all.some((change) => this.#ticks.isOn(file, change)))
        .map(([file]) => file);
    return [...this.#items.keys()];
  }

  #draw(): void {
    const files = this.#files();
    const sizes = files.map((file) => this.#model?.sizes[file] ?? 0);
    const parts = partsOf(sizes, MOST_ZIP).length;
    const size = formatSize(sizes.reduce((sum, one) => sum + one, 0));
    const hasDirectory = this.#model?.others.some(
      ({ code, file }) => code.startsWith("directory") && files.includes(file),
    );
    const said = this.#waits
      ? [t("lookFirst")]
      : files.length === 0
        ? [t("noneToSave")]
        : [
            t("willBe", { n: files.length, size }),
            ...(parts > 1 ? [t("willBeParts", { n: parts, most: formatSize(MOST_ZIP) })] : []),
            ...(this.#directory.checked ? this.#directoryWords(files, parts) : []),
            ...(hasDirectory && this.#preview && !this.#directory.checked ? [t("staleDirectory")] : []),
          ];
    this.#before.textContent = said.join(" ");
    for (const one of this.#buttons) one.setAttribute("aria-disabled", String(!this.#may));
  }

  /** What is to be known of a DICOMDIR beforehand. */
  #directoryWords(files: readonly number[], parts: number): readonly string[] {
    const listed = this.#model ? headsOf(this.#model) : new Map<number, unknown>();
    const fit = areFileIds(files.filter((file) => listed.has(file)).map((file) => this.#path(file)));
    return [
      fit ? t("directoryKept") : t("directoryNames", { example: "PT000001/ST000001/SE000001/IM000001" }),
      ...(parts > 1 ? [t("directoryInFirst")] : []),
    ];
  }

  #path(file: number): string {
    const path = this.#items[file]?.path;
    return path ? unmasked(path) : "";
  }

  get #may(): boolean {
    return !this.#waits && this.#files().length > 0;
  }

  /** In the order of the tree's files; null where it was cancelled or failed. */
  async #make(withChecksum: boolean): Promise<readonly OutFile[] | null> {
    this.#result.replaceChildren();
    const files = this.#files();
    const plan = this.#preview ? this.#kept(this.#preview) : UNCHANGED;
    const withRecord = this.#directory.checked;
    const made = await this.#busy.run("writing", (progress) =>
      this.#corrections.write(plan, files, { withChecksum, withRecord }, progress),
    );
    if (!made) return null;
    this.#sayLeftOut(made.failures);
    const named = this.#named(made.written);
    return withRecord ? this.#listed(made.written, named) : named;
  }

  /** The files under names that a DICOMDIR can list, and the DICOMDIR in front. */
  #listed(written: readonly Written[], named: readonly OutFile[]): readonly OutFile[] {
    const { files, unlisted, lacking, tags } = withDirectory(written, named);
    if (unlisted > 0) this.#say(t("unlisted", { n: unlisted }));
    if (lacking > 0) this.#say(t("lacking", { n: lacking, tags: tags.map(shown).join(" ") }));
    return files;
  }

  /** What cannot be changed goes out as it is. */
  #kept({ plan, steps, failures }: Preview): Pick<Preview, "plan" | "steps"> {
    if (failures.size === 0) return { plan, steps };
    const without = plan.map((step) => ({
      ...step,
      files: new Set([...step.files].filter((file) => !failures.has(file))),
    }));
    return { plan: without, steps };
  }

  /** Names are found among all files, so that a file has the same one whichever else is saved. */
  #named(written: readonly Written[]): readonly OutFile[] {
    const names = outNames([...this.#items.keys()].map((file) => this.#path(file)));
    return written.map(({ file, blob, crc }) => ({ name: names[file] as string, blob, crc }));
  }

  #sayLeftOut(failures: ReadonlyMap<number, Failure>): void {
    const [first] = failures.keys();
    if (first === undefined) return;
    const name = shown(this.#items[first]?.path ?? datum(""));
    this.#say(t("leftOut", { n: failures.size, name }), true);
  }

  #say(text: string, isBad = false): void {
    this.#result.append(h("p", { className: isBad ? "note bad" : "note" }, text));
  }

  async #zip(): Promise<void> {
    if (!this.#may) return;
    const files = await this.#make(true);
    if (!files) return;
    await breath();
    const parts = partsOf(
      files.map(({ blob }) => blob.size),
      MOST_ZIP,
    );
    const archives = await Promise.all(parts.map((part) => zipOf(part.map((at) => files[at] as OutFile))));
    if (archives.length === 1) {
      saveFile(`${ZIP_NAME}.zip`, archives[0] as Blob);
      this.#say(t("saved", { n: files.length }));
    } else if (archives.length > 1) this.#offer(archives, files.length);
  }

  /** Several at once a browser would ask about, or keep back. */
  #offer(archives: readonly Blob[], n: number): void {
    const total = archives.length;
    this.#say(t("partsReady", { n, total }));
    this.#result.append(
      ...archives.map((archive, at) =>
        button(t("part", { n: at + 1, total, size: formatSize(archive.size) }), () =>
          saveFile(`${ZIP_NAME}-${at + 1}-of-${total}.zip`, archive),
        ),
      ),
    );
  }

  async #pick(pick: NonNullable<ReturnType<typeof folderPicker>>): Promise<void> {
    if (!this.#may) return;
    let folder: Folder;
    try {
      folder = await pick({ mode: "readwrite" });
    } catch (error) {
      if (isNamed(error, "AbortError")) return; // the visitor thought better of it
      this.#result.replaceChildren();
      this.#say(t("noPicker"), true);
      return;
    }
    const files = await this.#make(false);
    if (files) await this.#into(folder, files);
  }

  /** What is there already is not written over before the visitor says so. */
  async #into(folder: Folder, files: readonly OutFile[]): Promise<void> {
    const names = files.map(({ name }) => name);
    const taken = await this.#busy.run("looking", (progress) =>
      takenIn(folder, names, progress).catch((error: unknown) => {
        this.#say(t("intoUnread", { reason: reasonOf(error) }), true);
        return null;
      }),
    );
    if (!taken) return;
    if (taken.length === 0) return this.#write(folder, files);
    const name = shown(datum(taken[0] as string));
    const n = taken.length;
    const replace = button(t("replace"), () => {
      this.#result.replaceChildren();
      void this.#write(folder, files);
    });
    this.#result.append(h("div", { className: "note" }, h("p", {}, t("taken", { n, name })), replace));
  }

  async #write(folder: Folder, files: readonly OutFile[]): Promise<void> {
    await this.#busy.run("puttingInto", async (progress, signal) => {
      const refused: string[] = [];
      let n = 0;
      for (const [at, file] of files.entries()) {
        try {
          signal.throwIfAborted();
          await writeInto(folder, file, signal);
          n++;
        } catch (error) {
          if (signal.aborted) return this.#say(t("intoCancelled", { n }));
          if (!isRefused(error)) return this.#sayFailed(file, error, n);
          refused.push(file.name);
        }
        progress(at + 1, files.length);
      }
      this.#say(t("savedInto", { n }));
      const name = shown(datum(refused[0] ?? ""));
      if (refused.length > 0) this.#say(t("refusedNames", { n: refused.length, name }), true);
    });
  }

  #sayFailed({ name }: OutFile, error: unknown, n: number): void {
    this.#say(t("intoFailed", { name: shown(datum(name)), reason: reasonOf(error), n }), true);
  }
}

/** What keeps a file out of the folder. */
function reasonOf(error: unknown): string {
  if (isNamed(error, "QuotaExceededError")) return t("noRoom");
  if (isNamed(error, "NotAllowedError")) return t("notAllowed");
  return t("browserSays", { reason: error instanceof Error ? error.message : String(error) });
}

const button = (label: string, onclick: () => void): HTMLButtonElement =>
  h("button", { type: "button", className: "btn small", onclick }, label);
