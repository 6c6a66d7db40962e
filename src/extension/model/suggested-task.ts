import type { TaskClass } from "../../protocol/task-index.ts";

/** What the editor offers to run as a task of its own: for `date` there is a word that is right every day. */
export interface SuggestedTask {
  readonly task: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const WORDS: Readonly<Record<string, string>> = { date: "yesterday", month: "last-month" };

/** @returns `undefined` where only a person can know the values, or nothing is run */
export function suggestedTask({ family, kind, parameters }: TaskClass): SuggestedTask | undefined {
  if (kind === "external") return undefined;
  const needed = parameters.filter((parameter) => parameter.default === undefined);
  const values = needed.map(({ name, type }) => [name, WORDS[type]] as const);
  if (values.some(([, word]) => word === undefined)) return undefined;
  if (values.length === 0) return { task: family };
  return { task: family, parameters: Object.fromEntries(values) as Record<string, string> };
}
