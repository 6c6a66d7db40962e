import type { EdgeConfidence, TaskClass, TaskEdge, TaskIndex } from "../../src/protocol/task-index.ts";
import { brokenFiles } from "../keep-broken.ts";
import { t } from "../words.ts";
import { circlesOf } from "./cycles.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph-model.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import { nodeSize } from "./node-size.ts";
import { parametersText } from "./parameters-text.ts";
import { between, reach } from "./reach.ts";

/** Which part of the class graph is shown, and how. */
export interface GraphChoice {
  /** Only what is near this class: so many steps up to what it requires and down to what requires it. */
  readonly focus?: { readonly family: string; readonly up: number; readonly down: number };
  /** Only what lies between two classes. */
  readonly path?: readonly [string, string];
  readonly groupBy: GroupBy;
  /** Groups that are shown as one node, by name; `all`: those that have not been opened. */
  readonly opened: readonly string[];
}

export type GroupBy = "none" | "folder" | "file" | "tag" | "parameters";

/** The graph of the classes, cut down and folded as was chosen. */
export function classGraph(index: TaskIndex, choice: GraphChoice): Graph {
  const families = [...new Set(index.tasks.map(({ family }) => family))];
  const neighbours = neighboursOf(families, index.edges);
  const shown = chosenFamilies(families, neighbours, choice);
  const groups = groupsOf(index.tasks, shown, choice);
  const tasks = new Map(index.tasks.map((task) => [task.family, task]));
  const broken = brokenFiles(index);
  const idOf = (family: string) => groups.get(family) ?? family;

  const nodes = new Map<string, GraphNode>();
  for (const family of shown) {
    const task = tasks.get(family);
    const id = idOf(family);
    if (task === undefined || nodes.has(id)) continue;
    nodes.set(
      id,
      id === family ? classNode(task, neighbours, shown, broken.get(task.file)?.message) : groupNode(id, groups),
    );
  }
  return {
    nodes: [...nodes.values()],
    edges: edgesOf(index.edges, (family) => (shown.has(family) ? idOf(family) : undefined)),
  };
}

function chosenFamilies(
  families: readonly string[],
  neighbours: ReadonlyMap<string, Neighbours>,
  { focus, path }: GraphChoice,
): Set<string> {
  if (path !== undefined && path.every((family) => neighbours.has(family))) {
    const found = between(path[0], path[1], neighbours);
    if (found.size > 0) return found;
  }
  if (focus === undefined || !neighbours.has(focus.family)) return new Set(families);
  const above = reach([focus.family], "requires", neighbours, focus.up);
  const below = reach([focus.family], "requiredBy", neighbours, focus.down);
  // In the order of the index, so that more steps move as little as possible.
  return new Set(families.filter((family) => above.has(family) || below.has(family)));
}

/** The group's id for each family that is folded into one. */
function groupsOf(
  tasks: readonly TaskClass[],
  shown: ReadonlySet<string>,
  { groupBy, opened }: GraphChoice,
): Map<string, string> {
  const groups = new Map<string, string>();
  if (groupBy === "none") return groups;
  for (const task of tasks) {
    const name = groupName(task, groupBy);
    if (name !== undefined && shown.has(task.family) && !opened.includes(name))
      groups.set(task.family, `group:${name}`);
  }
  return groups;
}

function groupName(task: TaskClass, groupBy: Exclude<GroupBy, "none">): string | undefined {
  switch (groupBy) {
    case "folder":
      return folderOf(task.file);
    case "file":
      return task.file;
    case "tag":
      return task.tags?.[0];
    case "parameters":
      // Those that are asked for the same are run over the same: daily ones, hourly ones, those of a country.
      return task.parameters.map(({ name }) => name).join(", ") || t("no parameters");
  }
}

/** The folder that a file lies in, `.` for the project's own. */
export function folderOf(file: string): string {
  const at = file.lastIndexOf("/");
  return at < 0 ? "." : file.slice(0, at);
}

function classNode(
  task: TaskClass,
  neighbours: ReadonlyMap<string, Neighbours>,
  shown: ReadonlySet<string>,
  broken: string | undefined,
): GraphNode {
  const { requires = [], requiredBy = [] } = neighbours.get(task.family) ?? {};
  const left = (families: readonly string[]) =>
    shown.size === neighbours.size ? 0 : families.filter((family) => !shown.has(family)).length;
  const detail = parametersText(task);
  return {
    id: task.family,
    title: task.family,
    detail,
    kind: task.kind,
    family: task.family,
    // Of thousands of nodes few are ever looked at.
    get tooltip() {
      return tooltip(task);
    },
    size: nodeSize(task.family, detail),
    hidden: { requires: left(requires), requiredBy: left(requiredBy) },
    ...(broken !== undefined && { broken }),
  };
}

function groupNode(id: string, groups: ReadonlyMap<string, string>): GraphNode {
  const members = [...groups].filter(([, group]) => group === id).map(([family]) => family);
  const title = id.slice("group:".length);
  const detail = t("{0} classes", members.length);
  return { id, title, detail, kind: "group", tooltip: members.join("\n"), size: nodeSize(title, detail), members };
}

const SUREST_FIRST: readonly EdgeConfidence[] = ["exact", "conditional", "dynamic"];

/** One edge for each pair that is shown, as sure as the surest of those it stands for. */
function edgesOf(all: readonly TaskEdge[], idOf: (family: string) => string | undefined): GraphEdge[] {
  const byStart = new Map<string, Map<string, Bundle>>();
  const circles = circlesOf(all);
  for (const edge of all) {
    const [from, to] = [idOf(edge.from), idOf(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const bundles = byStart.get(from) ?? new Map<string, Bundle>();
    byStart.set(from, bundles);
    const isCycle = circles.has(edge.from) && circles.get(edge.from) === circles.get(edge.to);
    const bundle = bundles.get(to);
    if (bundle === undefined) bundles.set(to, { parts: [edge], isCycle });
    else {
      bundle.parts.push(edge);
      bundle.isCycle ||= isCycle;
    }
  }
  return [...byStart].flatMap(([from, bundles]) => [...bundles].map(([to, bundle]) => bundled(from, to, bundle)));
}

interface Bundle {
  readonly parts: TaskEdge[];
  isCycle: boolean;
}

function bundled(from: string, to: string, { parts, isCycle }: Bundle): GraphEdge {
  return {
    from,
    to,
    confidence: SUREST_FIRST.find((each) => parts.some((part) => confidenceOf(part) === each)) ?? "exact",
    isCycle,
    count: parts.length,
    isObserved: parts.every(({ observed }) => observed === true),
    isDoubted: parts.some(({ notRequired }) => notRequired !== undefined),
    parts,
  };
}

function confidenceOf({ confidence, kind }: TaskEdge): EdgeConfidence {
  return confidence ?? (kind === "dynamic" ? "dynamic" : "exact");
}

function tooltip(task: TaskClass): string {
  const parameters = task.parameters.map(({ name, type, default: value, description }) => {
    const declared = value === undefined ? `${name}: ${type}` : `${name}: ${type} = ${value}`;
    return description === undefined ? declared : `${declared}  (${description})`;
  });
  return [task.family, `${task.file}:${task.line}`, ...parameters].join("\n");
}
