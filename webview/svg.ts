const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element. Its attributes are no inline styles, which the page forbids. */
export function svg(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: Element[]
): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
