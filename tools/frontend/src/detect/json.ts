/** The outline of a JSON text (RFC 8259) that may be cut anywhere: one pass, nothing built. */

export interface JsonOutline {
  /** Members of the outermost object, or of the first one in an outermost array; a value that is no string is "". */
  readonly members: ReadonlyMap<string, string>;
  /** Members of the first object inside that object, at any depth. */
  readonly inner: ReadonlyMap<string, string>;
  /** `resourceType` of the first member `resource` anywhere: a FHIR bundle that says its own name late. */
  readonly resource: string;
  /** One past the value; -1 if the text ends or breaks off inside it. */
  readonly end: number;
}

/** What comes next: a value, a key, the colon after it, or a comma or end after a value. */
type Next = "value" | "key" | "colon" | "more";

/** RFC 8259 clause 2 */
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Clauses 3 and 6. A number is read as far as its characters go. */
const LITERAL = /(?:true|false|null|-?\d[\d.eE+-]*)(?![\w.])/y;
const LONGEST_STRING = 256;
/** So many parts in order are JSON, though one that follows is not. */
const SURE = 12;

interface Level {
  readonly isObject: boolean;
  /** The object this level is, as the how-manieth of the text; 0 for an array. */
  readonly object: number;
  key: string;
}

class Scanner {
  readonly members = new Map<string, string>();
  readonly inner = new Map<string, string>();
  resource = "";
  parts = 0;
  readonly #text: string;
  readonly #levels: Level[] = [];
  #at: number;
  #objects = 0;
  #next: Next = "value";

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** One past the first value, -1 where the text ends inside it, -2 where it is no JSON. */
  run(): number {
    for (;;) {
      while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
      if (this.#at >= this.#text.length) return -1;
      if (!this.#part()) return this.#at >= this.#text.length ? -1 : -2;
      this.parts++;
      if (this.#levels.length === 0 && this.#next === "more") return this.#at;
    }
  }

  #part(): boolean {
    const letter = this.#text.charAt(this.#at);
    const level = this.#levels.at(-1);
    const close = level?.isObject ? "}" : "]";
    if (level && letter === close && this.#next !== "colon") return this.#close();
    if (this.#next === "colon") return letter === ":" && this.#step("value");
    if (this.#next === "more") return letter === "," && this.#step(level?.isObject ? "key" : "value");
    if (this.#next === "key") return letter === '"' && this.#key(level);
    if (letter === "{" || letter === "[") return this.#open(letter === "{");
    return this.#scalar(level, letter === '"');
  }

  #step(next: Next): boolean {
    this.#at++;
    this.#next = next;
    return true;
  }

  #open(isObject: boolean): boolean {
    if (isObject) this.#objects++;
    this.#levels.push({ isObject, object: isObject ? this.#objects : 0, key: "" });
    return this.#step(isObject ? "key" : "value");
  }

  #close(): boolean {
    this.#levels.pop();
    return this.#step("more");
  }

  #key(level: Level | undefined): boolean {
    const key = this.#string();
    if (key === null || !level) return false;
    level.key = key;
    this.#next = "colon";
    const target = this.#target(level);
    if (target && !target.has(key)) target.set(key, "");
    return true;
  }

  #target({ object }: Level): Map<string, string> | null {
    return object === 1 ? this.members : object === 2 ? this.inner : null;
  }

  #scalar(level: Level | undefined, isString: boolean): boolean {
    if (isString) {
      const value = this.#string();
      if (value === null) return false;
      if (level?.isObject) this.#note(level, value);
    } else {
      LITERAL.lastIndex = this.#at;
      const found = LITERAL.exec(this.#text)?.[0];
      if (found === undefined) return false;
      this.#at += found.length;
    }
    this.#next = "more";
    return true;
  }

  #note(level: Level, value: string): void {
    this.#target(level)?.set(level.key, value);
    const above = this.#levels.at(-2)?.key;
    if (level.key === "resourceType" && above === "resource" && this.resource === "") this.resource = value;
  }

  /** Clause 7; the beginning of it, escapes as they stand. null: it does not end, or not on its line. */
  #string(): string | null {
    const start = this.#at + 1;
    for (let at = start; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) {
        this.#at = at + 1;
        return this.#text.slice(start, Math.min(at, start + LONGEST_STRING));
      } else if (code < 0x20) {
        this.#at = at;
        return null;
      }
    }
    this.#at = this.#text.length;
    return null;
  }
}

/**
 * The outline of the JSON object or array at the beginning of `text`; null if it is none. One that breaks off after
 * a good beginning is one: its fault is for a tool to show.
 */
export function outlineJson(text: string): JsonOutline | null {
  const start = text.search(/\S/);
  if (start < 0 || !"{[".includes(text.charAt(start))) return null;
  const scanner = new Scanner(text, start);
  const end = scanner.run();
  const { members, inner, resource, parts } = scanner;
  const isEnough = end >= 0 || parts >= SURE || (end === -1 && (members.size > 0 || parts > 4));
  return isEnough ? { members, inner, resource, end: Math.max(end, -1) } : null;
}
