import type { Flow, Graph, GraphLayout, LayoutInput } from "./graph-model.ts";

/** What a layout depends on: as long as it is the same, nothing moves. */
export function layoutInput({ nodes, edges }: Graph, flow: Flow): LayoutInput {
  return {
    flow,
    nodes: nodes.map(({ id, size }) => [id, size.width, size.height]),
    edges: edges.map(({ from, to }) => [from, to]),
  };
}

/** Has layouts made in a worker, and remembers the latest of them. */
export class Layouts {
  readonly #known = new Map<string, GraphLayout>();
  readonly #waiting = new Map<number, (layout: GraphLayout) => void>();
  #worker: Promise<Worker> | undefined;
  #count = 0;

  /** @param known made before the page was reloaded: the key and the layout */
  constructor(known?: readonly [string, GraphLayout]) {
    if (known !== undefined) this.#known.set(...known);
  }

  /** @returns at once what is known already */
  known(key: string): GraphLayout | undefined {
    return this.#known.get(key);
  }

  async make(input: LayoutInput, key: string): Promise<GraphLayout> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    const id = ++this.#count;
    const made = new Promise<GraphLayout>((resolve) => this.#waiting.set(id, resolve));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage({ id, input });
    const layout = await made;
    if (this.#known.size >= MOST) this.#known.delete([...this.#known.keys()][0] ?? "");
    this.#known.set(key, layout);
    return layout;
  }

  /** An editor's files come from another origin, of which no worker may be made: it is made of their text. */
  async #start(): Promise<Worker> {
    const response = await fetch(document.body.dataset.worker ?? "");
    if (!response.ok) throw new Error(`The layout could not be loaded: ${response.status} ${response.statusText}`);
    const worker = new Worker(URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" })));
    worker.addEventListener("message", ({ data }: MessageEvent<{ id: number; layout: GraphLayout }>) => {
      this.#waiting.get(data.id)?.(data.layout);
      this.#waiting.delete(data.id);
    });
    return worker;
  }
}

const MOST = 12;
