import type { TaskIndex } from "../src/protocol/task-index.ts";
import { type Flow, type GraphLayout, layOut } from "./layout.ts";
import { fit } from "./viewport.ts";

/** So much larger must a graph that flows down be shown to be worth leaving the usual way. */
const WORTH_IT = 1.5;

/** Above this many classes a second layout would be felt. */
const FEW = 150;

/** The layouts of one graph, each made when it is first wanted. */
export class LayoutChoice {
  readonly #index: TaskIndex;
  readonly #made = new Map<Flow, GraphLayout>();

  constructor(index: TaskIndex) {
    this.#index = index;
  }

  /** The one in the flow that was chosen; without a choice, to the right unless it is much easier to read downwards. */
  best(chosen: Flow | undefined, screen: { readonly width: number; readonly height: number }): GraphLayout {
    if (chosen !== undefined) return this.#layout(chosen);
    const right = this.#layout("right");
    if (this.#index.tasks.length > FEW || screen.width === 0 || fit(right, screen).zoom === 1) return right;
    const down = this.#layout("down");
    return fit(down, screen).zoom > fit(right, screen).zoom * WORTH_IT ? down : right;
  }

  #layout(flow: Flow): GraphLayout {
    const made = this.#made.get(flow) ?? layOut(this.#index, flow);
    this.#made.set(flow, made);
    return made;
  }
}
