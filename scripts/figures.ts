// Writes docs/figures.md from what was measured last on this machine: `npm run figures`. Each measurement keeps its result
// in artifacts/figures when it ends; what was not measured here yet is left as it stands on the page.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Figures, keptFigures } from "./bench/figures.ts";
import { houseFigures } from "./bench/house-figures.ts";
import { formatMarkdown } from "./docs/format-markdown.ts";
import { table } from "./docs/table.ts";

interface Part {
  readonly title: string;
  /** What the measurements are kept as: all whose names begin so. */
  readonly name: string;
  readonly command: string;
  readonly about: string;
}

const PARTS: readonly Part[] = [
  {
    title: "Runs",
    name: "runs",
    command: "npm run bench",
    about:
      "Tasks that write a small file each, next to a bare loop that does the same work on files. Read the ratios; [Benchmarks](benchmarks.md) tells where the time goes.",
  },
  {
    title: "Reliability",
    name: "chaos",
    command: "npm run test:chaos",
    about:
      "Faults injected into runs of 200 tasks (processes killed or stopped at a random moment, clocks that jump), and how many of them left every output once and whole, and a history that tells of it all.",
  },
  {
    title: "Reliability: two machines",
    name: "two-machines",
    command: "npm run test:connectors -- history-chaos --thorough",
    about:
      "Two coordinators, on two machines by their names, make the same 200 tasks with one history in PostgreSQL. One is killed at a random moment and started again, at once or when the other is through. Survived: every output is there once and whole, nothing was made again, the history tells of it all and no claim is left.",
  },
  {
    title: "Reliability: pods",
    name: "pods",
    command: "npm run test:kubernetes -- coordinator --thorough",
    about:
      "The coordinator of 13 tasks in the pods of a real cluster is killed at a random moment and started again. Survived: each task has begun in one pod only.",
  },
  {
    title: "Pods",
    name: "kubernetes-cluster",
    command: "npm run bench:kubernetes -- --tasks 500",
    about:
      "Tasks that write a small file each, in pods of a real cluster of one node, 50 at once. [Its limits](kubernetes.md#its-limits) tells what its API server is asked meanwhile.",
  },
  {
    title: "The analyzer",
    name: "analyzer",
    command: "npm run bench:analyzer",
    about: "Workspaces of so many files with task classes. [The analyzer](analyzer.md) has the aims.",
  },
  {
    title: "The panel: graph",
    name: "panel-graph",
    command: "npm run bench:panel",
    about: "In Chromium, without a graphics card. [The panel](panel.md) tells what is measured.",
  },
  {
    title: "The panel: grid",
    name: "panel-grid",
    command: "npm run bench:panel",
    about: "365 dates of 200 classes.",
  },
  {
    title: "The editor: starting",
    name: "editor-start",
    command: "npm run bench:editor",
    about: "By VS Code's own marks, in the extension host of the workbench of the tests, with 2,000 task classes.",
  },
  {
    title: "The editor: typing",
    name: "editor-typing",
    command: "npm run bench:editor",
    about:
      "The same workspace: a class that has run is renamed, letter by letter. How long the host does nothing else at a stretch stands beside the same for the same text in no project: what the editor and its TypeScript do anyway.",
  },
  {
    title: "The editor: a window in use",
    name: "steady",
    command: "npm run test:vscode -- --in-host steady --thorough",
    about:
      "Measured in the extension host before and after rounds of a run, a run that is cancelled, and the graph opened and closed.",
  },
  {
    title: "What is stale",
    name: "stale",
    command: "npm run bench:stale",
    about: "Asked of a history of so many tasks. [Redoing a month](redoing-a-month.md) tells what stale means.",
  },
  {
    title: "Types",
    name: "types",
    command: "npm run bench:types",
    about: "How long the compiler takes for so many task classes, by the shape of what they require.",
  },
  { title: "Sizes", name: "sizes", command: "npm run check:package", about: "What is packed." },
];

const FILE = path.resolve(import.meta.dirname, "../docs/figures.md");
const before = readFileSync(FILE, "utf8");
const intro = `# Figures

Measured by the project's own scripts, each table on the machine and at the time that stand above it. \`npm run figures\` writes
this page from what was measured last, so that you can make your own.
`;
const house = `## The house\n\nCounted by \`npm run figures\`: the lines of the files in \`src\` and \`webview\`.\n\n${tableOf(houseFigures())}`;
const sections = [...PARTS.map((part) => sectionOf(part) ?? asItStands(part.title)), house];
writeFileSync(FILE, formatMarkdown(`${intro}\n${sections.filter(Boolean).join("\n\n")}\n`, FILE));
console.log(path.relative(process.cwd(), FILE));

function sectionOf({ title, name, command, about }: Part): string | undefined {
  const kept = keptFigures(name);
  const [first] = kept;
  if (first === undefined) return undefined;
  const when = `\`${command}\` on ${first.machine}, ${first.time.slice(0, 10)}.`;
  return `## ${title}\n\n${about}\n\n${when}\n\n${tableOf(kept.flatMap(({ rows }) => rows))}`;
}

/** The section of that title as the page has it. */
function asItStands(title: string): string {
  const start = before.indexOf(`## ${title}\n`);
  if (start < 0) return "";
  const end = before.indexOf("\n## ", start);
  return before.slice(start, end < 0 ? undefined : end).trim();
}

function tableOf(rows: Figures["rows"]): string {
  const head = Object.keys(rows[0] ?? {});
  return table(
    head,
    rows.map((row) => head.map((name) => said(row[name]))),
  );
}

function said(value: string | number | undefined): string {
  return typeof value === "number" ? value.toLocaleString("en-US") : (value ?? "");
}
