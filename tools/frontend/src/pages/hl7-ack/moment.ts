/** The clock, read at the door: as HL7 has it, in the visitor's own time zone. */

const two = (number: number): string => String(number).padStart(2, "0");

/** `20240502083001+0200` */
export function hl7Time(now: Date): string {
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("");
  const offset = -now.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  return day + time + zone;
}

/** Another for each moment, and within the 20 characters that MSH-10 has in every version. */
export const newControlId = (now: Date): string => `ACK${now.getTime()}`;
