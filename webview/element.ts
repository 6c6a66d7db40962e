type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Makes an element. Text goes in as text, never as markup.
 *
 * @param attributes `true` sets an attribute without a value; `false` and `undefined` leave it out
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
