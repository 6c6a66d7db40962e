import type { Problem } from "../../protocol/task-index.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { Requirement } from "../linking/find-requirements.ts";
import type { LinkedTask } from "../linking/link-file.ts";

/** What is required and can not be: it is not there, or it is no task. Each place is told once. */
export function findUnknownTasks(tasks: readonly LinkedTask[], hierarchy: ClassHierarchy): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { task, requirements } of tasks) {
    for (const requirement of requirements) {
      const reason = reasonAgainst(requirement, hierarchy);
      if (reason === undefined) continue;
      const { file, mention } = requirement;
      const { line, column } = mention.place;
      const key = `${file}:${line}:${column}`;
      if (problems.has(key)) continue;
      const message = `${task.family} requires ${mention.new}, which is not a known task. ${reason}`;
      problems.set(key, { code: "unknown-task", severity: "error", message, file, line, column });
    }
  }
  return [...problems.values()];
}

function reasonAgainst(
  { certain, mention, meaning, byType }: Requirement,
  hierarchy: ClassHierarchy,
): string | undefined {
  if (!certain || byType) return undefined;
  switch (meaning.kind) {
    case "missing":
      return meaning.reason;
    case "root":
      return `${mention.new} is a base for tasks. Make a class that extends it.`;
    case "class": {
      const place = `${meaning.file}:${meaning.facts.place.line}`;
      const descent = hierarchy.kindOf(meaning);
      if (descent === "none") return `Its class (${place}) does not extend Task. Extend it, or leave the class out.`;
      if (descent === "unknown" || !meaning.facts.abstract) return undefined;
      return `It (${place}) is only a base for other classes. Require one of those.`;
    }
    default:
      return undefined;
  }
}
