import type { GraphView } from "./graph-view.ts";
import { savedState } from "./host.ts";
import { fitIcon, turnIcon, zoomInIcon, zoomOutIcon } from "./icons.ts";
import { iconButton, searchField } from "./toolkit.ts";
import { t } from "./words.ts";

const STEP = 1.25;

/** Search on the left, zoom on the right. */
export function toolbar(graph: GraphView): HTMLElement {
  const bar = document.createElement("header");
  bar.className = "toolbar";
  const count = document.createElement("span");
  count.className = "count";
  count.setAttribute("role", "status");

  const search = searchField(t("Search tasks"), (text) => {
    const found = graph.search(text);
    count.textContent = text.trim() === "" ? "" : t("{0} found", found);
  });
  search.value = savedState().search ?? "";
  search.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") graph.focusFirstMatch();
    if (key !== "Escape") return;
    search.value = "";
    count.textContent = "";
    graph.search("");
  });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === search) return;
    event.preventDefault();
    search.focus();
  });

  const gap = document.createElement("span");
  gap.className = "gap";
  bar.append(
    search,
    count,
    gap,
    iconButton(t("Change direction"), turnIcon(), () => graph.turn()),
    iconButton(t("Zoom out"), zoomOutIcon(), () => graph.zoom(1 / STEP)),
    iconButton(t("Zoom in"), zoomInIcon(), () => graph.zoom(STEP)),
    iconButton(t("Show the whole graph"), fitIcon(), () => graph.fit()),
  );
  return bar;
}
