import type { GraphLayout, LayoutInput } from "../graph/graph-model.ts";

/** What the benchmark's script asks of its page. */
export interface BenchApi {
  layOut(input: LayoutInput): Promise<{ readonly ms: number; readonly layout: GraphLayout }>;
  /** By dagre as it comes: its defaults, on the page's own thread. */
  layOutPlainly(input: LayoutInput): number;
  drawPlainly(input: LayoutInput, made: GraphLayout): void;
  /** @returns how long each frame took, in milliseconds */
  frames(move: "pan" | "zoom" | "scroll" | "plain", selector: string): Promise<number[]>;
}
