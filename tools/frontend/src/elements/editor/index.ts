/**
 * `<hot-editor>`: CodeMirror in a shadow root, where its sheets are adopted and no inline style is needed.
 *
 * It shows a text and tells of edits. Undo is its owner's, whose steps are changes of bytes. A module of its own:
 * whoever uses the editor imports it before there are data.
 */

import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search } from "@codemirror/search";
import {
  Annotation,
  Compartment,
  EditorState,
  type Extension,
  type Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { isSign } from "../../keys/keys";
import { editorKeys } from "./keys";
import { phrases } from "./phrases";
import { shownMark, showPart } from "./shown";
import { theme } from "./theme";

/** In UTF-16 code units of the text before; several in one edit do not overlap and ascend. */
export interface EditorEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export interface EditorMark {
  readonly from: number;
  readonly to: number;
  readonly weight: "problem" | "note";
  readonly message: string;
}

/** What the owner does about it. */
export interface EditorOwner {
  /** False: the edit is not made. */
  allows(edits: readonly EditorEdit[]): boolean;
  /** `kind` is the editor's word for how it was made: `input.type`, `delete.backward`, `input.paste` … */
  edited(edits: readonly EditorEdit[], kind: string): void;
  /** The visitor moved the caret. */
  moved(position: number): void;
  undo(): void;
  redo(): void;
}

const NOBODY: EditorOwner = {
  allows: () => true,
  edited: () => {},
  moved: () => {},
  undo: () => {},
  redo: () => {},
};

/** On a transaction that the owner asked for. */
const asked = Annotation.define<true>();

/** What the locked pages want of every place where data stand, and what a code editor wants. */
const QUIET = {
  spellcheck: "false",
  autocomplete: "off",
  autocorrect: "off",
  autocapitalize: "off",
  translate: "no",
  tabindex: "0",
};

export class HotEditor extends HTMLElement {
  owner: EditorOwner = NOBODY;
  readonly #attributes = new Compartment();
  readonly #writable = new Compartment();
  readonly #view: EditorView;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    this.#view = new EditorView({
      state: EditorState.create({ extensions: this.#extensions() }),
      parent: root,
      root,
      dispatchTransactions: (transactions) => this.#take(transactions),
    });
    // What is typed is no page's shortcut; keys with Ctrl, ⌘ or Alt are.
    this.addEventListener("keydown", (event) => {
      if (isSign(event)) event.stopPropagation();
    });
  }

  #extensions(): Extension {
    return [
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      drawSelection(),
      search({ top: true }),
      shownMark,
      editorKeys((what) => this.#ask(what)),
      EditorView.domEventHandlers({ beforeinput: (event) => this.#beforeInput(event) }),
      this.#attributes.of([]),
      this.#writable.of([]),
      phrases(),
      theme,
    ];
  }

  /** The name for screen readers, and what stands there while it is empty. */
  describe(label: string, empty: string): void {
    const attributes = EditorView.contentAttributes.of({ ...QUIET, "aria-label": label });
    this.#dispatch({ effects: this.#attributes.reconfigure([attributes, placeholder(empty)]) });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  get caret(): number {
    return this.#view.state.selection.main.head;
  }

  /** The text, or the search above it. */
  get hasFocus(): boolean {
    return this.shadowRoot?.activeElement != null;
  }

  get writable(): boolean {
    return !this.#view.state.readOnly;
  }

  set writable(writable: boolean) {
    if (writable !== this.writable)
      this.#dispatch({ effects: this.#writable.reconfigure(EditorState.readOnly.of(!writable)) });
  }

  /** Shows a text: only where it differs from the one that is shown is anything changed, and the caret stays. */
  show(text: string): void {
    const before = this.text;
    const change = differenceOf(before, text);
    if (change) this.#dispatch({ changes: change });
  }

  /** Marks a part and brings it into view; the caret goes to its start. */
  select(from: number, to: number): void {
    const { length } = this.#view.state.doc;
    const start = Math.min(from, length);
    const end = Math.min(to, length);
    this.#dispatch({
      selection: { anchor: start },
      effects: [
        showPart.of(end > start ? { from: start, to: end } : null),
        EditorView.scrollIntoView(start, { y: "center", x: "center" }),
      ],
    });
  }

  /** The caret alone, for after an undo. */
  moveTo(position: number): void {
    const anchor = Math.min(position, this.#view.state.doc.length);
    this.#dispatch({ selection: { anchor }, scrollIntoView: true });
  }

  mark(marks: readonly EditorMark[]): void {
    const { length } = this.#view.state.doc;
    const diagnostics = marks.map(({ from, to, weight, message }): Diagnostic => {
      const severity = weight === "problem" ? "warning" : "info";
      return { from: Math.min(from, length), to: Math.min(to, length), severity, message };
    });
    this.#view.dispatch({ ...setDiagnostics(this.#view.state, diagnostics), annotations: asked.of(true) });
  }

  override focus(): void {
    this.#view.focus();
  }

  #dispatch(spec: TransactionSpec): void {
    this.#view.dispatch({ ...spec, annotations: asked.of(true) });
  }

  #ask(what: "undo" | "redo"): boolean {
    this.owner[what]();
    return true;
  }

  /** Undo from a menu or a shaken telephone. */
  #beforeInput(event: InputEvent): boolean {
    const what = { historyUndo: "undo", historyRedo: "redo" }[event.inputType] as "undo" | "redo" | undefined;
    if (!what) return false;
    event.preventDefault();
    return this.#ask(what);
  }

  #take(transactions: readonly Transaction[]): void {
    const own = transactions.filter((one) => !one.annotation(asked));
    const edits = own.map(editsOf);
    if (edits.some((some) => some.length > 0 && !this.owner.allows(some))) return;
    this.#view.update(transactions);
    own.forEach((one, place) => {
      const some = edits[place] ?? [];
      const kinds = ["input.type", "input.paste", "delete.backward", "delete.forward", "input", "delete"];
      if (some.length > 0) this.owner.edited(some, kinds.find((kind) => one.isUserEvent(kind)) ?? "");
    });
    if (own.some((one) => one.selection && !one.docChanged)) this.owner.moved(this.caret);
  }
}

function editsOf(transaction: Transaction): readonly EditorEdit[] {
  const edits: EditorEdit[] = [];
  transaction.changes.iterChanges((from, to, _fromNow, _toNow, inserted) => {
    edits.push({ from, to, insert: inserted.toString() });
  });
  return edits;
}

function differenceOf(before: string, after: string): EditorEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

customElements.define("hot-editor", HotEditor);

declare global {
  interface HTMLElementTagNameMap {
    "hot-editor": HotEditor;
  }
}
