import type { TaskIndex } from "../../src/protocol/task-index.ts";

/** A graph like those of large projects: in layers, each class requiring one to three of the layers shortly before. */
export function panelIndex(count: number): TaskIndex {
  const layer = Math.max(5, Math.round(Math.sqrt(count)));
  let seed = count;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const tasks = Array.from({ length: count }, (_, at) => ({
    family: `Task${at}`,
    exportName: `Task${at}`,
    file: `tasks/part-${at % 12}/task-${at}.ts`,
    line: 1,
    column: 1,
    kind: "task" as const,
    parameters: [{ name: "date", type: "date", significant: true }],
  }));
  const edges = tasks.flatMap(({ family, file }, at) => {
    if (at < layer) return [];
    const needed = new Set(Array.from({ length: 1 + random(3) }, () => Math.max(0, at - layer - random(layer))));
    return [...needed].map((to) => ({
      from: family,
      to: `Task${to}`,
      kind: "requires" as const,
      file,
      line: 1,
      mapping: {},
    }));
  });
  return { tasks, edges, problems: [] } as unknown as TaskIndex;
}
