/** Sizes for people, in the page's language. */

import { formatNumber } from "../../text/define";

const UNITS = ["B", "KB", "MB", "GB", "TB"];
const STEP = 1_024;

/** `812 B`, `9.6 KB`, `1.2 GB`; `9,6 KB` in German. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit++;
  }
  const shown = unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formatNumber(shown)} ${UNITS[unit]}`;
}

/** A number in a fault's text becomes one for people; tags and names stay as they are. */
export function formatFinding(text: string): string {
  return /^(0|[1-9]\d*)$/.test(text) ? formatNumber(Number(text)) : text;
}
