/**
 * Text in both languages, side by side. A key that one language lacks is a type error, so a missing translation
 * stops the build; `tests/text.test.ts` compares the placeholders.
 */

type Language = "en" | "de";
type Catalogue = Readonly<Record<string, string>>;

export const allTexts: { en: Catalogue; de: Catalogue }[] = [];

function pageLanguage(): Language {
  const declared = typeof document === "undefined" ? "en" : document.documentElement.lang;
  return declared.startsWith("de") ? "de" : "en";
}

/** `{name}`, or `{name|one|other}`. */
const PLACE = /\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g;

/**
 * `const t = defineText({ en: { found: "{n} found" }, de: { found: "{n} gefunden" } }); t("found", { n: 3 })`.
 * The language is the page's own. `{n} {n|file|files}` takes the word that goes with the number: both languages have one
 * for one and another for the rest (Unicode CLDR, plural rules).
 */
export function defineText<const English extends Catalogue>(texts: {
  en: English;
  de: { readonly [Key in keyof English]: string };
}): (key: keyof English & string, values?: Readonly<Record<string, string | number>>) => string {
  allTexts.push(texts as { en: Catalogue; de: Catalogue });
  return (key, values = {}) => {
    const text = (texts[pageLanguage()] as Catalogue)[key] ?? key;
    return text.replace(PLACE, (whole, name: string, one?: string, other = "") => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one !== undefined) return isOne(Number(value)) ? one : other;
      return typeof value === "number" ? formatNumber(value) : value;
    });
  };
}

const isOne = (value: number): boolean => new Intl.PluralRules(pageLanguage()).select(value) === "one";

/** Made once: a formatter costs more than a hundred of its numbers, and a table asks for one in every row. */
let numbers: Intl.NumberFormat | undefined;

/** `9,812` in English, `9.812` in German. */
export function formatNumber(value: number): string {
  numbers ??= new Intl.NumberFormat(pageLanguage());
  return numbers.format(value);
}

/** `947 B`, `3.3 KB`, `1 GB`: powers of 1,024, as file managers count. */
export function formatSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  const digits = { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 };
  return `${new Intl.NumberFormat(pageLanguage(), digits).format(value)} ${units[power]}`;
}
