/** The HL7 versions side by side: each field and component with what changed from one version to the next. */

/** Versions one after another in which a part is the same. */
export interface Change {
  readonly first: string;
  readonly last: string;
  readonly name: string;
  readonly type: string;
  /** Of a component never known. */
  readonly required: boolean;
  /** "" once, "*" without limit, "0" withdrawn, else how often. */
  readonly repeats: string;
  /** "0203", "" for none. */
  readonly table: string;
}

export interface Hl7Parts {
  /** Segment ID to title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  readonly parts: ReadonlyMap<string, readonly string[]>;
  readonly uses: ReadonlyMap<string, readonly string[]>;
  readonly types: readonly string[];
}

/** The type of a field whose type another field names: no type of its own. */
const VARIES = "varies";

/** A stretch of versions with the same line. */
interface Run {
  readonly first: number;
  last: number;
  readonly line: string;
}

export function readVersions(texts: ReadonlyMap<string, string>): Hl7Parts {
  const versions = [...texts.keys()];
  const titles = new Map<string, string>();
  const runs = new Map<string, Run[]>();
  [...texts.values()].forEach((text, version) => {
    for (const line of text.split("\n")) {
      if (line === "" || line.startsWith("#")) continue;
      const tab = line.indexOf("\t");
      const key = tab < 0 ? line : line.slice(0, tab);
      const rest = tab < 0 ? "" : line.slice(tab + 1);
      if (/[-.]/.test(key)) continueRun(runs, key, rest, version);
      else titles.set(key, rest);
    }
  });
  const changes = new Map(
    [...runs]
      .sort(([one], [other]) => byKey(one, other))
      .map(([key, found]) => [
        key,
        found.map(({ first, last, line }) =>
          changeOf(key, line, versions[first] ?? "", versions[last] ?? ""),
        ),
      ]),
  );
  return { titles: new Map([...titles].sort()), changes, ...gathered(changes) };
}

function continueRun(runs: Map<string, Run[]>, key: string, line: string, version: number): void {
  const known = runs.get(key);
  const latest = known?.at(-1);
  if (latest?.line === line && latest.last === version - 1) latest.last = version;
  else if (known) known.push({ first: version, last: version, line });
  else runs.set(key, [{ first: version, last: version, line }]);
}

function changeOf(key: string, line: string, first: string, last: string): Change {
  const [name = "", type = "", ...rest] = line.split("\t");
  const [required = "", repeats = "", table = ""] = key.includes("-") ? rest : ["", "", ...rest];
  return { first, last, name, type, required: required === "R", repeats, table };
}

/** `PID-3` → `PID-`, 3. */
function split(key: string): [string, number] {
  const at = Math.max(key.lastIndexOf("-"), key.lastIndexOf(".")) + 1;
  return [key.slice(0, at), Number(key.slice(at))];
}

function byKey(one: string, other: string): number {
  const [owner, position] = split(one);
  const [otherOwner, otherPosition] = split(other);
  return owner === otherOwner ? position - otherPosition : owner < otherOwner ? -1 : 1;
}

function gathered(
  changes: ReadonlyMap<string, readonly Change[]>,
): Pick<Hl7Parts, "parts" | "uses" | "types"> {
  const parts = new Map<string, string[]>();
  const uses = new Map<string, string[]>();
  const types = new Set<string>();
  const add = (to: Map<string, string[]>, name: string, key: string): void => {
    const list = to.get(name);
    if (list) list.push(key);
    else to.set(name, [key]);
  };
  for (const [key, found] of changes) {
    const [owner] = split(key);
    add(parts, owner, key);
    if (owner.endsWith(".")) types.add(owner.slice(0, -1));
    for (const type of new Set(found.map((change) => change.type))) {
      if (type === "" || type === VARIES) continue;
      types.add(type);
      add(uses, type, key);
    }
    for (const table of new Set(found.map((change) => change.table))) {
      if (table === "") continue;
      add(uses, table, key);
    }
  }
  return { parts, uses, types: [...types].sort() };
}
