/**
 * Reads a date or a time whose text has exactly one form.
 *
 * @param noun what the text should be, with its article
 * @param from reads a text of the right form; its error, for a day that no calendar has, speaks of a bare number
 * @throws Error that names the text
 */
export function readTemporal<T>(text: string, noun: string, form: RegExp, from: (text: string) => T): T {
  try {
    if (form.test(text)) return from(text);
  } catch {
    // Said below.
  }
  throw new Error(`"${text}" is not ${noun}`);
}
