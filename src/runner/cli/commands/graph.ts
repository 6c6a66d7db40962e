import { ExitCode } from "../../../protocol/exit-code.ts";
import type { TaskIndex } from "../../../protocol/task-index.ts";
import { withObserved } from "../../../protocol/with-observed.ts";
import { openPastHistory } from "../../history/open-history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { selectFamilies } from "../select-families.ts";

interface GraphOptions extends GlobalOptions {
  readonly select?: string;
  readonly format: Format;
}

type Format = "json" | "mermaid" | "dot" | "svg";

/** Each format's code is loaded only when it is asked for. */
const FORMATS: Record<Format, () => Promise<(index: TaskIndex) => string>> = {
  json: async () => (await import("../../graph/to-json.ts")).toJson,
  mermaid: async () => (await import("../../graph/to-mermaid.ts")).toMermaid,
  dot: async () => (await import("../../graph/to-dot.ts")).toDot,
  svg: async () => (await import("../../graph/to-svg.ts")).toSvg,
};

/** `pipewright graph` */
export const graph: CommandAction = async (_args, { cwd, json, format, select }: GraphOptions) => {
  const load = FORMATS[json ? "json" : format];
  const project = await loadProject(cwd);
  const source = await loadTaskIndex(project, { types: true });
  const history = await openPastHistory(project, (message) => console.error(message));
  let index: TaskIndex;
  try {
    index = withObserved(source, history.lineage.observed());
    tellObserved(index);
    if (select !== undefined) index = partOf(index, selectFamilies(select, index, history.familyStatuses()));
  } finally {
    history.close();
  }
  const write = await load();
  console.log(write(index).trimEnd());
  return ExitCode.done;
};

/** Without the classes that were not chosen, and what leads to them. */
function partOf(index: TaskIndex, families: ReadonlySet<string>): TaskIndex {
  return {
    ...index,
    tasks: index.tasks.filter(({ family }) => families.has(family)),
    edges: index.edges.filter(({ from, to }) => families.has(from) && families.has(to)),
  };
}

/** The picture has what only runs have shown as dashed arrows, like other requirements of running tasks. */
function tellObserved({ edges }: TaskIndex): void {
  const added = edges.filter(({ observed }) => observed).map(({ from, to }) => `${from} requires ${to}`);
  if (added.length > 0) console.error(`Runs have shown what the source does not tell: ${added.join(", ")}.`);
  const doubted = edges.flatMap(({ from, to, notRequired: without }) =>
    without === undefined ? [] : `${without.runs} of ${without.of} runs of ${from} did not require ${to}`,
  );
  if (doubted.length > 0)
    console.error(`Runs went without what the source says is always required: ${[...new Set(doubted)].join(", ")}.`);
}
