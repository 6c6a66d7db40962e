// https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const BOOL = 16;
const NUMBERS = new Set([21, 23, 700, 701]); // int2, int4, float4, float8: those that a JavaScript number holds

/** How a value is read, by its type's number: what a JavaScript value holds as such, everything else as its text. */
export function parserOf(type: number): (text: string) => unknown {
  if (type === BOOL) return (text) => text === "t";
  return NUMBERS.has(type) ? Number : (text) => text;
}
