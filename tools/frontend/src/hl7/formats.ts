/** What a value of a simple data type looks like, byte by byte: nothing is decoded. Clauses of HL7 v2.5.1, chapter 2.A. */

const ZERO = 0x30;
const NINE = 0x39;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const DECIMAL = 10;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** One past the last digit from `at` on. */
function pastDigits(bytes: Uint8Array, at: number, end: number): number {
  let past = at;
  while (past < end && isDigit(bytes[past])) past++;
  return past;
}

function numberAt(bytes: Uint8Array, at: number, digits: number): number {
  let number = 0;
  for (let place = at; place < at + digits; place++)
    number = number * DECIMAL + (bytes[place] as number) - ZERO;
  return number;
}

/** 2.A.47 NM: an optional sign, digits, an optional point. */
export function isNumeric(bytes: Uint8Array, start: number, end: number): boolean {
  const from = bytes[start] === PLUS || bytes[start] === MINUS ? start + 1 : start;
  const whole = pastDigits(bytes, from, end);
  if (whole === end) return whole > from;
  if (bytes[whole] !== POINT) return false;
  const fraction = pastDigits(bytes, whole + 1, end);
  return fraction === end && fraction - from > 1;
}

/** 2.A.70 SI: a number that is not negative, of up to four digits. */
export function isSequenceId(bytes: Uint8Array, start: number, end: number): boolean {
  const most = 4;
  return end - start <= most && pastDigits(bytes, start, end) === end;
}

/** A string of digits. */
export function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
  return pastDigits(bytes, start, end) === end;
}

const HOURS = 23;
const SIXTY = 59;

/** 2.A.75: `HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]`. */
export function isTime(bytes: Uint8Array, start: number, end: number): boolean {
  const zoned = beforeZone(bytes, start, end);
  if (zoned < 0) return false;
  const digits = pastDigits(bytes, start, zoned) - start;
  return isClock(bytes, start, digits) && isFraction(bytes, start + digits, zoned, digits === 6);
}

/** 2.A.22 DTM: `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`, a day that is in the calendar. */
export function isDateTime(bytes: Uint8Array, start: number, end: number): boolean {
  const zoned = beforeZone(bytes, start, end);
  if (zoned < 0) return false;
  const digits = pastDigits(bytes, start, zoned) - start;
  const ofDay = Math.min(digits, 8);
  if (!isDay(bytes, start, ofDay)) return false;
  if (digits > 8 && !isClock(bytes, start + 8, digits - 8)) return false;
  return isFraction(bytes, start + digits, zoned, digits === 14);
}

/** 2.A.21 DT: `YYYY[MM[DD]]`. */
export function isDate(bytes: Uint8Array, start: number, end: number): boolean {
  return pastDigits(bytes, start, end) === end && isDay(bytes, start, end - start);
}

function isDay(bytes: Uint8Array, at: number, digits: number): boolean {
  if (digits !== 4 && digits !== 6 && digits !== 8) return false;
  if (digits === 4) return true;
  const month = numberAt(bytes, at + 4, 2);
  if (month < 1 || month > 12) return false;
  if (digits === 6) return true;
  const day = numberAt(bytes, at + 6, 2);
  return day >= 1 && day <= daysIn(numberAt(bytes, at, 4), month);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function isClock(bytes: Uint8Array, at: number, digits: number): boolean {
  if (digits !== 2 && digits !== 4 && digits !== 6) return false;
  if (numberAt(bytes, at, 2) > HOURS) return false;
  if (digits > 2 && numberAt(bytes, at + 2, 2) > SIXTY) return false;
  return digits < 6 || numberAt(bytes, at + 4, 2) <= SIXTY;
}

function isFraction(bytes: Uint8Array, at: number, end: number, mayBe: boolean): boolean {
  if (at === end) return true;
  if (!mayBe || bytes[at] !== POINT) return false;
  const most = 4;
  const digits = end - at - 1;
  return digits >= 1 && digits <= most && pastDigits(bytes, at + 1, end) === end;
}

/** Where `+ZZZZ` or `-ZZZZ` begins, or the end; -1 where a sign stands before something else. */
function beforeZone(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== PLUS && bytes[at] !== MINUS) at++;
  if (at === end) return end;
  const isZone =
    end - at === 5 &&
    pastDigits(bytes, at + 1, end) === end &&
    numberAt(bytes, at + 1, 2) <= HOURS &&
    numberAt(bytes, at + 3, 2) <= SIXTY;
  return isZone ? at : -1;
}
