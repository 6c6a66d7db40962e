import type { Translate } from "./translate.ts";

/** What an invalidation sets aside, as the runner tells it: a `toSetAside` or `setAside` line of `--json`. */
export interface SetAsideLine {
  readonly event: "toSetAside" | "setAside";
  /** Names it from then on. */
  readonly when: string;
  readonly tasks: readonly SetAsideEntry[];
}

interface SetAsideEntry {
  readonly taskId: string;
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** Nobody asked for it: it was made of what is set aside. */
  readonly isDownstream?: boolean;
  readonly outputs: readonly { readonly name: string; readonly size?: number }[];
}

export function parseSetAside(text: string): SetAsideLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<SetAsideLine>;
    const isKnown = line.event === "toSetAside" || line.event === "setAside";
    return isKnown && Array.isArray(line.tasks) ? (line as SetAsideLine) : undefined;
  } catch {
    return undefined;
  }
}

/** Of several lists what is in any of them, each task once: asked for in one, it counts as asked for. */
export function joinedTasks(lists: readonly SetAsideLine[]): SetAsideEntry[] {
  const joined = new Map<string, SetAsideEntry>();
  for (const { tasks } of lists) {
    for (const task of tasks) {
      const known = joined.get(task.taskId);
      if (known === undefined || (known.isDownstream && !task.isDownstream)) joined.set(task.taskId, task);
    }
  }
  return [...joined.values()];
}

/** A line for each class: how many of its tasks, of which values, how much; and whether it is only hit. */
export function redoSummary(tasks: readonly SetAsideEntry[], t: Translate): string[] {
  return [...Map.groupBy(tasks, ({ family }) => family)].map(([family, group]) => {
    const values = group.map(({ params }) => Object.values(params)[0] ?? "").toSorted();
    const [first = "", last = ""] = [values[0], values.at(-1)];
    const range = first === last ? first : `${first}…${last}`;
    const outputs = group.flatMap((task) => task.outputs);
    const sizes = outputs.flatMap(({ size }) => size ?? []);
    const what = [
      sizes.length > 0 && sizeText(sizes.reduce((sum, size) => sum + size, 0)),
      sizes.length < outputs.length && t("removed for good, by its target"),
    ].filter(Boolean);
    const count = `${family}  ×${group.length}`;
    const hit = group.every(({ isDownstream }) => isDownstream) ? `  ${t("made of what you chose")}` : "";
    return `${count}  ${range}  ${what.join("; ")}${hit}`;
  });
}

/** All of it, output by output, for a document. */
export function redoText(title: string, tasks: readonly SetAsideEntry[], t: Translate): string {
  const lines = tasks.flatMap(({ family, params, isDownstream, outputs }) => {
    const values = Object.entries(params).map(([name, value]) => `${name}=${value}`);
    return [
      `${family}(${values.join(", ")})${isDownstream ? `  ${t("made of what you chose")}` : ""}`,
      ...outputs.map(({ name, size }) =>
        size === undefined ? `    ${name}  ${t("removed for good, by its target")}` : `    ${name}  ${sizeText(size)}`,
      ),
    ];
  });
  return [
    title,
    "",
    t("What is set aside and made again, what was made of others first:"),
    "",
    ...redoSummary(tasks, t).map((line) => `  ${line}`),
    "",
    ...lines,
    "",
  ].join("\n");
}

function sizeText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} B`;
}
