import type { TaskIndex } from "../../protocol/task-index.ts";

/** The index as programs read it: the documented fields and no others, on one line. */
export function toJson({ tasks, edges, problems }: TaskIndex): string {
  return JSON.stringify({
    tasks: tasks.map(({ family, file, line, kind, parameters }) => ({
      family,
      file,
      line,
      kind,
      parameters: parameters.map(({ name, type, default: value, significant }) => ({
        name,
        type,
        default: value,
        significant,
      })),
    })),
    edges: edges.map(({ from, to, kind, mapping }) => ({ from, to, kind, mapping })),
    problems: problems.map(({ code, severity, message, file, line }) => ({ code, severity, message, file, line })),
  });
}
