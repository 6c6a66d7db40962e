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

let read: Palette | undefined;

/** The theme's colours, for what is drawn on a canvas. */
export function palette(): Palette {
  read ??= readPalette();
  return read;
}

/** Calls when the theme has become another one. VS Code tells by the classes of the body and the style of the root. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(() => {
    read = undefined;
    changed();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}

function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  // A canvas knows no variables: what they stand for is read off an element that has the colour.
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const tones = Object.fromEntries(
    (["ran", "failed", "running", "blocked", "idle", "missing"] as const).map((tone) => [tone, colour(`--${tone}`)]),
  ) as Record<Tone, string>;
  const others = Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [name, colour(variable)]));
  probe.remove();
  return { tones, ...(others as Record<keyof typeof VARIABLES, string>), font: style.fontFamily };
}
