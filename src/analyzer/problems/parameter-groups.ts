/** Types whose values a parameter of any of them takes. */
const GROUPS: readonly (readonly string[])[] = [
  ["string", "choice", "path"],
  ["int", "float", "year"],
  ["bool"],
  ["date"],
  ["month"],
  ["dateHour", "dateMinute", "dateSecond"],
  ["dateInterval"],
  ["duration"],
];

/** Is it sure that a parameter does not take a value of another type? Texts are read by all of them. */
export function isOtherType(given: string, wanted: string): boolean {
  const from = GROUPS.findIndex((types) => types.includes(given));
  const to = GROUPS.findIndex((types) => types.includes(wanted));
  return from > 0 && to >= 0 && from !== to;
}
