import type { GraphLayout } from "./graph-model.ts";
import { type Direction, type Neighbours, nodeTowards } from "./neighbours.ts";
import { readingOrder } from "./reading-order.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export type NodeAction = "open" | "run" | "debug" | "backfill" | "focus" | "path" | "grid";

const ACTIONS: Readonly<Record<string, NodeAction>> = {
  Enter: "open",
  " ": "open",
  r: "run",
  d: "debug",
  b: "backfill",
  f: "focus",
  p: "path",
  g: "grid",
};

interface Keyboard {
  readonly neighbours: () => ReadonlyMap<string, Neighbours>;
  readonly layout: () => GraphLayout;
  readonly focus: (id: string) => void;
  readonly act: (action: NodeAction, id: string) => void;
}

/** Arrows go along the edges; Enter opens, letters act. Shift+F10 opens the menu. */
export function followKeys(element: HTMLElement, { neighbours, layout, focus, act }: Keyboard): void {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const id = target instanceof HTMLElement ? target.closest<HTMLElement>(".node")?.dataset.id : undefined;
    if (id === undefined) return;
    const direction = ARROWS[key];
    const action = ACTIONS[key.length === 1 ? key.toLowerCase() : key];
    if (direction !== undefined) go(nodeTowards(id, direction, neighbours(), layout()));
    else if (key === "Home") go(readingOrder(layout())[0]);
    else if (key === "End") go(readingOrder(layout()).at(-1));
    else if (action !== undefined) act(action, id);
    else return;
    event.preventDefault();
  });

  const go = (id: string | undefined) => {
    if (id !== undefined) focus(id);
  };
}
