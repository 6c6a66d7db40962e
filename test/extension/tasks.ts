import type { TaskClass, TaskIndex } from "../../src/protocol/task-index.ts";

interface Given {
  readonly parameters?: readonly [name: string, type: string, value?: string][];
  readonly file?: string;
  readonly lines?: readonly [from: number, to: number];
}

export function taskClass(
  family: string,
  { parameters = [["date", "date"]], file = "tasks.ts", lines = [1, 5] }: Given = {},
): TaskClass {
  return {
    family,
    exportName: family,
    file,
    line: lines[0],
    column: 14,
    endLine: lines[1],
    kind: "task",
    parameters: parameters.map(([name, type, value]) => ({ name, type, default: value, significant: true })),
  };
}

/** An index of classes and of what each requires: `{ LoadSales: ["DumpSales"] }`. */
export function indexOf(requires: Readonly<Record<string, readonly string[]>>): TaskIndex {
  const edges = Object.entries(requires).flatMap(([from, all]) =>
    all.map((to) => ({ from, to, kind: "requires" as const, mapping: {}, file: "tasks.ts", line: 1 })),
  );
  return { tasks: Object.keys(requires).map((family) => taskClass(family)), edges, problems: [] };
}
