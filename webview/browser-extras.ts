import { h } from "./element.ts";
import { openMenu } from "./menu.ts";
import type { PageLinks } from "./page.ts";
import { choiceInput } from "./toolkit.ts";
import { t } from "./words.ts";

const STATE = "pipewright-theme";

const CLASSES = {
  dark: "vscode-dark",
  light: "vscode-light",
  contrast: "vscode-high-contrast",
  contrastLight: "vscode-high-contrast-light",
} as const;

type Theme = keyof typeof CLASSES | "system";

/** What a browser has not by itself: the themes of an editor, and a menu at a right click. */
export function browserExtras(links: PageLinks): HTMLElement {
  const theme = (localStorage.getItem(STATE) as Theme | null) ?? "system";
  const isLight = matchMedia("(prefers-color-scheme: light)");
  const apply = (chosen: Theme) => {
    const shown = chosen === "system" ? (isLight.matches ? "light" : "dark") : chosen;
    document.body.classList.remove(...Object.values(CLASSES));
    document.body.classList.add(CLASSES[shown]);
  };
  apply(theme);
  isLight.addEventListener("change", () => apply((localStorage.getItem(STATE) as Theme | null) ?? "system"));
  window.addEventListener("contextmenu", (event) => showMenu(event, links));

  const select = choiceInput<Theme>(
    theme,
    [
      ["system", t("As the system")],
      ["dark", t("Dark")],
      ["light", t("Light")],
      ["contrast", t("High contrast")],
      ["contrastLight", t("High contrast, light")],
    ],
    (chosen) => {
      localStorage.setItem(STATE, chosen);
      apply(chosen);
    },
  );
  select.setAttribute("aria-label", t("Theme"));
  return h(
    "div",
    { class: "corner" },
    h("span", { class: "offline", role: "status" }, t("Not connected")),
    h("span", { class: "project" }, document.body.dataset.project ?? ""),
    select,
  );
}

/** The same places have a menu that have one in the editor. */
function showMenu(event: MouseEvent, links: PageLinks): void {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-vscode-context]") : null;
  if (target === null) return;
  event.preventDefault();
  const { family } = JSON.parse(target.dataset.vscodeContext ?? "{}") as { readonly family?: string };
  if (family === undefined) return;
  openMenu({ x: event.clientX, y: event.clientY }, [
    { label: t("Run or backfill…"), choose: () => links.open("backfill", { family }) },
    { label: t("Show only what is near it"), choose: () => links.open("graph", { family, near: true }) },
    { label: t("Show in the grid"), choose: () => links.open("grid", { family }) },
    { label: t("Show its runs"), choose: () => links.open("runs", { family }) },
    { label: t("Copy the command"), choose: () => void navigator.clipboard.writeText(`pipewright run ${family}`) },
  ]);
}
