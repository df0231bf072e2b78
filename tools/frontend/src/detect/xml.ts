/** The root of an XML text (XML 1.0, Namespaces in XML 1.0): one pass over its prolog, nothing built. */

export interface XmlRoot {
  /** Without prefix. */
  readonly name: string;
  /** With its prefix, as tags are written. */
  readonly tag: string;
  /** Of the root itself; "" for none. */
  readonly namespace: string;
  /** One past the root's start tag. */
  readonly end: number;
  readonly isEmpty: boolean;
  /** Whether an XML declaration stands before it. */
  readonly isDeclared: boolean;
}

const MOST_ATTRIBUTES = 256;
const SPACE = /\s*/y;
const START = /<(?:([A-Za-z_][\w.-]{0,99}):)?([A-Za-z_\u00c0-\uffff][\w.\u00b7-\uffff-]{0,199})/y;
const ATTRIBUTE = /\s+([\w.:-]{1,200})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * Where the prolog ends (productions 22 and 27): white space, comments, processing instructions, a document type with
 * its subset. -1 if the text ends first.
 */
export function prologEnd(text: string): number {
  let at = match(SPACE, text, 0)?.[0].length ?? 0;
  for (;;) {
    const close = text.startsWith("<?", at)
      ? "?>"
      : text.startsWith("<!--", at)
        ? "-->"
        : text.startsWith("<!DOCTYPE", at)
          ? doctypeEnd(text, at)
          : "";
    if (close === "") return at;
    const end = text.indexOf(close, at + 2);
    if (end < 0) return -1;
    at = end + close.length;
    at += match(SPACE, text, at)?.[0].length ?? 0;
  }
}

/** Production 28: an internal subset ends in a bracket of its own. */
function doctypeEnd(text: string, at: number): string {
  const bracket = text.indexOf("[", at);
  const angle = text.indexOf(">", at);
  return bracket >= 0 && bracket < angle ? "]>" : ">";
}

/** The root's start tag; null if the text does not begin as XML does. Says nothing of what follows the tag. */
export function xmlRoot(text: string): XmlRoot | null {
  const start = prologEnd(text);
  const open = start < 0 ? null : match(START, text, start);
  if (!open) return null;
  const [whole, prefix, name = ""] = open;
  const wanted = prefix === undefined ? "xmlns" : `xmlns:${prefix}`;
  let namespace = "";
  let at = start + whole.length;
  for (let seen = 0; seen < MOST_ATTRIBUTES; seen++) {
    const attribute = match(ATTRIBUTE, text, at);
    if (!attribute) break;
    if (attribute[1] === wanted) namespace = attribute[2] ?? attribute[3] ?? "";
    at += attribute[0].length;
  }
  const close = match(END, text, at);
  if (!close) return null;
  const isDeclared = /^\s*<\?xml\s/.test(text);
  return {
    name,
    tag: whole.slice(1),
    namespace,
    end: at + close[0].length,
    isEmpty: close[1] === "/",
    isDeclared,
  };
}
