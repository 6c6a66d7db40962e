import type { PanelApi, PanelQueries } from "./panel-api.ts";
import type { RunPlace } from "./run-place.ts";

type Kind = "string" | "number" | "boolean" | "texts" | "range" | "place";
type Fields = Readonly<Record<string, Kind | `${Kind}?`>>;

const TASK: Fields = { family: "string", params: "texts" };

const QUERIES: Readonly<Record<keyof PanelQueries, Fields>> = {
  runs: { limit: "number", family: "string?" },
  runDetail: { runId: "string" },
  taskRuns: { taskId: "string", limit: "number" },
  outputs: TASK,
  log: { file: "string", from: "number" },
  grid: { ...TASK, range: "range", plan: "boolean" },
  plan: { ...TASK, range: "range?", deep: "boolean?", force: "boolean?", retryDisabled: "boolean?", stale: "boolean?" },
  describe: { family: "string" },
  settings: {},
  backfills: { limit: "number" },
  backfill: { backfillId: "string" },
};

/** What each question carries; a `?` marks what may be absent. */
const ASKS: Readonly<Record<keyof PanelApi, Fields>> = {
  ...QUERIES,
  ready: {},
  scriptFailed: { message: "string" },
  start: {
    ...TASK,
    range: "range?",
    workers: "number?",
    on: "place?",
    stopOnFailure: "boolean?",
    retryDisabled: "boolean?",
    force: "boolean?",
    stale: "boolean?",
    backfillId: "string?",
    onlyFailed: "boolean?",
  },
  stop: { runId: "string" },
  pause: { backfillId: "string" },
  reveal: { family: "string" },
  runTask: { family: "string" },
  debugTask: { family: "string" },
  revealLine: { file: "string", line: "number", column: "number", endLine: "number?", endColumn: "number?" },
  openTerminal: { command: "string" },
  saveFile: { name: "string", base64: "string" },
};

const PLACES: readonly RunPlace[] = ["local", "kubernetes"];
const RANGE: Fields = { over: "string", from: "string", to: "string", reverse: "boolean?", limit: "number?" };

/** Questions that change nothing: what a browser may `GET`. */
export function isQuery(name: string): name is keyof PanelQueries {
  return Object.hasOwn(QUERIES, name);
}

/** Everything that a page can ask. */
export const PANEL_ASKS = Object.keys(ASKS) as (keyof PanelApi)[];

/**
 * Checks what a page asks, which is not trusted: it may show text of anybody's.
 *
 * @returns the fields that are known and nothing else; `undefined` where one is missing or of another kind
 */
export function readPanelAsk<Name extends keyof PanelApi>(
  name: Name,
  value: unknown,
): Parameters<PanelApi[Name]>[0] | undefined {
  return readFields(ASKS[name], value);
}

function readFields(fields: Fields, value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const read: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    const given: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (given === undefined && kind.endsWith("?")) continue;
    const field = readField(kind.replace("?", "") as Kind, given);
    if (field === undefined) return undefined;
    read[name] = field;
  }
  return read;
}

function readField(kind: Kind, given: unknown): unknown {
  switch (kind) {
    case "range":
      return readFields(RANGE, given);
    case "texts":
      return isTexts(given) ? given : undefined;
    case "place":
      return PLACES.find((place) => place === given);
    case "number":
      return typeof given === "number" && Number.isFinite(given) ? given : undefined;
    default:
      return typeof given === kind ? given : undefined;
  }
}

function isTexts(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");
}
