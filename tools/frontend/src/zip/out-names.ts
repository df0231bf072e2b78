/** Names under which files leave: as they came, but none that leads out of the folder, and no two that are one. */

/** What Windows, macOS or Linux do not take in a name, control characters above all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNFIT = /[\x00-\x1f\x7f<>:"|?*]/g;
/** Windows keeps these for devices, whatever ending they have. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** One name for each path, in the same order; `/` parts folders. */
export function outNames(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return paths.map((path) => {
    const name = plain(path);
    let free = name;
    for (let n = (last.get(name) ?? 1) + 1; taken.has(keyOf(free)); n++) {
      free = numbered(name, n);
      last.set(name, n);
    }
    taken.add(keyOf(free));
    return free;
  });
}

/** Windows and macOS take capitals and small letters for one, and accents however they are written. */
const keyOf = (name: string): string => name.normalize("NFC").toLowerCase();

function plain(path: string): string {
  const parts = path
    .split(/[/\\]/)
    .map((part) => part.replace(UNFIT, "_").replace(/[. ]+$/, ""))
    .filter((part) => part !== "")
    .map((part) => (DEVICE.test(part) ? `_${part}` : part));
  return parts.join("/") || "file";
}

/** `IM1.dcm` → `IM1 (2).dcm` */
function numbered(name: string, n: number): string {
  const [, start = name, ending = ""] = /^(.*?)(\.[^./]*)?$/s.exec(name) ?? [];
  return `${start} (${n})${ending}`;
}
