/** What is packed small and unpacks to more than anybody means to open. */

const MEGABYTE = 1024 * 1024;
/** Deflate reaches 1,032 : 1 on zeros; an image or a text does not. */
const MOST_RATIO = 1_000;
/** Small streams may: they do no harm. */
const HARMLESS = 16 * MEGABYTE;

/** Whether so many bytes out of so many are more than any image or text is packed into. */
export const isBomb = (taken: number, put: number): boolean => put > HARMLESS && put > taken * MOST_RATIO;
