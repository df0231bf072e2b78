/** Moments as HL7 has them, and others beside them: `20260105080000`, without a zone. */

const MOMENT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
const SECOND_MS = 1_000;

const two = (number: number): string => String(number).padStart(2, "0");

/** Null where it is no moment in the calendar. */
export function readMoment(text: string): number | null {
  const [match, ...numbers] = MOMENT.exec(text) ?? [];
  if (match === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers.map(Number);
  const moment = Date.UTC(year, month - 1, day, hour, minute, second);
  return formatMoment(moment) === text ? moment : null;
}

export function formatMoment(moment: number): string {
  const date = new Date(moment);
  const day = `${String(date.getUTCFullYear()).padStart(4, "0")}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  return day + [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join("");
}

export const later = (moment: number, seconds: number): number => moment + seconds * SECOND_MS;
