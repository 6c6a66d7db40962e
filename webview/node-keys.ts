import { tellHost } from "./host.ts";
import { type GraphLayout, readingOrder } from "./layout.ts";
import { type Direction, type Neighbours, nodeTowards } from "./neighbours.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

interface Keyboard {
  readonly neighbours: () => ReadonlyMap<string, Neighbours>;
  readonly layout: () => GraphLayout;
  readonly focus: (family: string) => void;
}

/** Arrows go along the edges; Enter reveals the code, R runs, B backfills. Shift+F10 opens VS Code's own menu. */
export function followKeys(element: HTMLElement, { neighbours, layout, focus }: Keyboard): void {
  element.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const family = target instanceof HTMLElement ? target.dataset.family : undefined;
    if (family === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[key];
    if (arrow !== undefined) go(nodeTowards(family, arrow, neighbours(), layout()));
    else if (key === "Home") go(readingOrder(layout())[0]);
    else if (key === "End") go(readingOrder(layout()).at(-1));
    else if (key === "Enter" || key === " ") tellHost({ type: "reveal", family });
    else if (key === "r" || key === "R") tellHost({ type: "run", family });
    else if (key === "b" || key === "B") tellHost({ type: "backfill", family });
    else return;
    event.preventDefault();
  });

  const go = (family: string | undefined) => {
    if (family !== undefined) focus(family);
  };
}
