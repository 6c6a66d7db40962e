import type { GraphLayout, LayoutInput, PackedLayout } from "./graph-model.ts";
import { unpackLayout } from "./unpack-layout.ts";

/** By the key of what it was made of. */
export type KeptLayout = readonly [key: string, layout: PackedLayout];

/** Has layouts made in a worker, and remembers the latest of them. */
export class Layouts {
  readonly #known = new Map<string, PackedLayout>();
  readonly #waiting = new Map<number, (layout: PackedLayout) => void>();
  #worker: Promise<Worker> | undefined;
  #count = 0;

  /** @param known made before the page was reloaded */
  constructor(known?: KeptLayout) {
    if (known !== undefined) this.#known.set(...known);
    // It takes a while to start, and what it is needed for is on its way.
    else void (this.#worker = this.#start()).catch(() => undefined);
  }

  /** @returns at once what is known already */
  known(key: string, input: LayoutInput): GraphLayout | undefined {
    const known = this.#known.get(key);
    return known && unpackLayout(known, input);
  }

  /** @returns a known layout, to be kept */
  packed(key: string): KeptLayout | undefined {
    const layout = this.#known.get(key);
    return layout && [key, layout];
  }

  async make(input: LayoutInput, key: string): Promise<GraphLayout> {
    const known = this.known(key, input);
    if (known !== undefined) return known;
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    const id = ++this.#count;
    const made = new Promise<PackedLayout>((resolve) => this.#waiting.set(id, resolve));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage({ id, input });
    const layout = await made;
    if (this.#known.size >= MOST) this.#known.delete([...this.#known.keys()][0] ?? "");
    this.#known.set(key, layout);
    return unpackLayout(layout, input);
  }

  /** An editor's files come from another origin, of which no worker may be made: it is made of their text. */
  async #start(): Promise<Worker> {
    const response = await fetch(document.body.dataset.worker ?? "");
    if (!response.ok) throw new Error(`The layout could not be loaded: ${response.status} ${response.statusText}`);
    const worker = new Worker(URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" })));
    worker.addEventListener("message", ({ data }: MessageEvent<{ id: number; layout: PackedLayout }>) => {
      this.#waiting.get(data.id)?.(data.layout);
      this.#waiting.delete(data.id);
    });
    return worker;
  }
}

const MOST = 12;
