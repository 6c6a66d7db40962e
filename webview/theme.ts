import { h } from "./element.ts";
import type { Tone } from "./status-tone.ts";

export interface Palette {
  readonly tones: Readonly<Record<Tone, string>>;
  readonly edge: string;
  readonly lead: string;
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly background: string;
  readonly line: string;
  readonly font: string;
}

const VARIABLES = {
  edge: "--edge",
  lead: "--lead",
  text: "--text",
  muted: "--muted",
  surface: "--surface",
  background: "--paper",
  line: "--line",
} as const;

const TONES: readonly Tone[] = ["ran", "failed", "running", "blocked", "idle", "missing"];

let known: Palette | undefined;

/** The theme's colours, for what is drawn on a canvas. */
export function palette(): Palette {
  known ??= readPalette();
  return known;
}

/** Calls when the theme has become another one. VS Code tells by the classes of the body and the style of the root. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(() => {
    known = undefined;
    changed();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}

function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  // A canvas knows no variables: what they stand for is read off an element that has the colour.
  const probes = h("span", {});
  const probe = (variable: string) => {
    const element = h("span", {});
    element.style.color = `var(${variable})`;
    probes.append(element);
    return element;
  };
  const tones = TONES.map((tone) => [tone, probe(`--${tone}`)] as const);
  const others = Object.entries(VARIABLES).map(([name, variable]) => [name, probe(variable)] as const);
  // All of them are there before the first is read: each change after a reading is another look at the whole page.
  document.body.append(probes);
  const read = <Name extends string>(named: readonly (readonly [string, HTMLElement])[]) =>
    Object.fromEntries(named.map(([name, element]) => [name, getComputedStyle(element).color])) as Record<Name, string>;
  const colours = { tones: read<Tone>(tones), ...read<keyof typeof VARIABLES>(others), font: style.fontFamily };
  probes.remove();
  return colours;
}
