import type { TaskIndex } from "../../protocol/task-index.ts";

/** An arrow of a drawing: the way that the data goes, from what is required to what requires it. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Asked for by `run()` alone. */
  readonly dynamic: boolean;
}

/** One arrow for each pair of classes, however often the one asks for the other. */
export function dataFlow({ tasks, edges }: TaskIndex): Arrow[] {
  const known = new Set(tasks.map(({ family }) => family));
  const arrows = new Map<string, Arrow>();
  for (const { from, to, kind } of edges) {
    if (!known.has(from) || !known.has(to)) continue;
    const key = JSON.stringify([to, from]);
    const dynamic = kind === "dynamic" && (arrows.get(key)?.dynamic ?? true);
    arrows.set(key, { from: to, to: from, dynamic });
  }
  return [...arrows.values()];
}
