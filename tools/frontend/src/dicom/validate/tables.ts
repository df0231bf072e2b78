/**
 * The tables of PS3.3: which modules an object has, and which attributes a module, from the text of
 * `tools/dictionaries/data/`. Ten thousand attributes are read only as far as a file needs them.
 */

/** PS3.3 5.2: 1 with a value, 2 maybe empty, C under a condition, 3 optional. */
export type AttributeType = "1" | "1C" | "2" | "2C" | "3";
/** PS3.3 A.1.3: mandatory, conditional, user option. */
export type Usage = "M" | "C" | "U";

export interface Attribute {
  /** Of a repeating group (60xx,eeee) the first. */
  readonly tag: number;
  readonly type: AttributeType;
  /** What its items hold, null where it is no sequence or nobody says. */
  readonly items: AttributeSet | null;
  /** PS3.5 7.6: it stands once in each of the groups 6000 to 60FF that the object has. */
  readonly repeats: boolean;
}

/** What stands in one data set, by tag. */
export type AttributeSet = ReadonlyMap<number, Attribute>;

export interface Module {
  readonly name: string;
  /** "C.7.6.3", "" if not known. */
  readonly section: string;
  /** "C.7-11a", "" if not known. */
  readonly table: string;
  readonly attributes: AttributeSet;
}

export interface Iod {
  readonly name: string;
  /** "A.3.3", "" if not known. */
  readonly section: string;
  readonly modules: readonly { readonly module: Module; readonly usage: Usage }[];
  /** Of functional group macros, by their sequence. */
  readonly groups: ReadonlyMap<number, Usage>;
}

export interface IodTables {
  /** The definition of a SOP class; undefined for one that is not in the tables. */
  find(sopClass: string): Iod | undefined;
  /** What the tables were made from. */
  readonly source: string;
}

/** The texts of `dicom-iods.tsv`, `dicom-modules.tsv` and `dicom-items.tsv`. */
export interface IodTexts {
  readonly iods: string;
  readonly modules: string;
  readonly items: string;
}

export function readIodTables(texts: IodTexts): IodTables {
  const tables = new Tables(texts);
  return { find: (sopClass) => tables.find(sopClass), source: sourceOf(texts.iods) };
}

const sourceOf = (text: string): string => text.slice(0, text.indexOf("\n")).replace(/^#\s*/, "");

/** Each record by its key, not yet split. */
function byKey(text: string): Map<string, string> {
  const records = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(records.map((line) => [line.slice(0, line.indexOf("\t")), line]));
}

const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");
const pair = (text: string): [string, string] => {
  const at = text.lastIndexOf(":");
  return [text.slice(0, at), text.slice(at + 1)];
};

class Tables {
  readonly #modules: Map<string, string>;
  readonly #items: Map<string, string>;
  /** By SOP Class UID. */
  readonly #iods = new Map<string, string>();
  readonly #readIods = new Map<string, Iod>();
  readonly #readModules = new Map<string, Module>();
  readonly #readItems = new Map<string, AttributeSet>();

  constructor({ iods, modules, items }: IodTexts) {
    this.#modules = byKey(modules);
    this.#items = byKey(items);
    for (const line of byKey(iods).values())
      for (const uid of words(line.split("\t")[4] ?? "")) this.#iods.set(uid, line);
  }

  find(sopClass: string): Iod | undefined {
    const line = this.#iods.get(sopClass);
    if (line === undefined) return undefined;
    const known = this.#readIods.get(line);
    if (known) return known;
    const [, section = "", , name = "", , modules = "", groups = ""] = line.split("\t");
    const iod: Iod = {
      name,
      section,
      modules: words(modules)
        .map(pair)
        .map(([slug, usage]) => ({ module: this.#module(slug), usage: usage as Usage })),
      groups: new Map(
        words(groups)
          .map(pair)
          .map(([tag, usage]) => [Number.parseInt(tag, 16), usage as Usage]),
      ),
    };
    this.#readIods.set(line, iod);
    return iod;
  }

  #module(slug: string): Module {
    const known = this.#readModules.get(slug);
    if (known) return known;
    const [, section = "", table = "", name = "", attributes = ""] =
      this.#modules.get(slug)?.split("\t") ?? [];
    const module = { name, section, table, attributes: this.#attributes(attributes) };
    this.#readModules.set(slug, module);
    return module;
  }

  /** `00080050:2 00081140:1C>12 …` */
  #attributes(text: string): AttributeSet {
    return new Map(
      words(text).map((word) => {
        const [tag, rest] = pair(word);
        const [type, items = ""] = rest.split(">");
        const number = Number.parseInt(tag.replaceAll("x", "0"), 16);
        const within = items === "" ? null : this.#itemSet(items);
        const attribute = {
          tag: number,
          type: type as AttributeType,
          items: within,
          repeats: tag.includes("x"),
        };
        return [number, attribute];
      }),
    );
  }

  /** A record refers to lower numbers alone, so this ends. */
  #itemSet(number: string): AttributeSet {
    const known = this.#readItems.get(number);
    if (known) return known;
    const set = this.#attributes(this.#items.get(number)?.split("\t")[1] ?? "");
    this.#readItems.set(number, set);
    return set;
  }
}
