import type { ParameterDeclaration, TaskClass, TaskIndex, TaskKind } from "../../../src/protocol/task-index.ts";

const DATE: ParameterDeclaration = { name: "date", type: "date", significant: true, description: "the day" };

function task(family: string, kind: TaskKind, ...more: ParameterDeclaration[]): TaskClass {
  const place = { file: "tasks.ts", line: 3, column: 14, endLine: 9 };
  return { family, exportName: family, ...place, kind, parameters: [DATE, ...more] };
}

function edge(from: string, to: string, kind: "requires" | "dynamic" = "requires", date = "this.date") {
  return { from, to, kind, mapping: { date }, file: "tasks.ts", line: 5 };
}

/** A diamond with all that can be in a graph: kinds, a dynamic edge, two edges for one pair, a task that needs itself. */
export const SAMPLE: TaskIndex = {
  tasks: [
    task("Delivery", "external"),
    task("Load", "task", { name: "batch", type: "int", default: "500", significant: false }),
    task("Back up", "task"),
    task("Report", "wrapper", {
      name: "title",
      type: "string",
      default: '"a title that is\\n far too long"',
      significant: true,
    }),
  ],
  edges: [
    edge("Load", "Delivery"),
    edge("Load", "Load", "requires", "this.date.subtract({ days: 1 })"),
    edge("Back up", "Delivery", "dynamic"),
    edge("Report", "Load"),
    edge("Report", "Load", "requires", "this.date.add({ days: 1 })"),
    edge("Report", "Back up"),
    edge("Report", "Gone"),
  ],
  problems: [
    {
      code: "unknown-task",
      severity: "error",
      message: "Report requires Gone …",
      file: "tasks.ts",
      line: 5,
      column: 9,
    },
  ],
};

/** Names as a user may give them with `static family`. */
export const HOSTILE: TaskIndex = {
  tasks: [task('<b onload="x">&\\"#;`\n\u0000', "task"), task("売上.日次", "task"), task("constructor", "task")],
  edges: [edge("売上.日次", '<b onload="x">&\\"#;`\n\u0000'), edge("constructor", "売上.日次")],
  problems: [],
};

export const EMPTY: TaskIndex = { tasks: [], edges: [], problems: [] };
