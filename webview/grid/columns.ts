import type { CellStatus, GridCell } from "../../src/protocol/panel-api.ts";
import type { RangeUnit } from "../../src/protocol/parameter-description.ts";
import { statusTone, type Tone } from "../status-tone.ts";

/** How much of time a column of the grid stands for. */
export type Scale = "hour" | "day" | "week" | "month";

/** A column: the values that it stands for. */
export interface Column {
  readonly name: string;
  /** Indices into the grid's values, from and to, both included. */
  readonly from: number;
  readonly to: number;
}

const LENGTHS: Readonly<Record<Exclude<Scale, "week">, number>> = { hour: 13, day: 10, month: 7 };
const FINEST_FIRST: readonly Scale[] = ["hour", "day", "week", "month"];
const DAY_MS = 86_400_000;

/** The scales that values of a unit can be shown at, the finest first. */
export function scalesOf(unit: RangeUnit): readonly Scale[] {
  const finest: Scale =
    unit === "month" || unit === "year" ? "month" : unit === "week" ? "week" : unit === "day" ? "day" : "hour";
  const scales = FINEST_FIRST.slice(FINEST_FIRST.indexOf(finest));
  // A week belongs to no month.
  return unit === "week" ? ["week"] : scales;
}

/** Puts the values of a grid together into columns. */
export function columnsOf(values: readonly string[], scale: Scale): Column[] {
  const columns: { name: string; from: number; to: number }[] = [];
  for (const [at, value] of values.entries()) {
    const name = nameAt(value, scale);
    const last = columns.at(-1);
    if (last?.name === name) last.to = at;
    else columns.push({ name, from: at, to: at });
  }
  return columns;
}

function nameAt(value: string, scale: Scale): string {
  if (value.includes("W")) return value;
  return scale === "week" ? mondayOf(value) : value.slice(0, LENGTHS[scale]);
}

function mondayOf(value: string): string {
  const time = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time)) return value;
  const day = Math.floor(time / DAY_MS);
  return new Date((day - ((day + 3) % 7)) * DAY_MS).toISOString().slice(0, 10);
}

/** What a column shows of a row: the worst of its cells, and how many there are of each look. */
export interface ColumnCell {
  readonly tone: Tone;
  readonly status: CellStatus;
  readonly cells: readonly GridCell[];
  readonly done: number;
  /** How many of its cells are stale. */
  readonly stale: number;
}

const WORST_FIRST: readonly Tone[] = ["running", "failed", "blocked", "missing", "idle", "ran"];

export function cellAt(cells: readonly (GridCell | null)[], { from, to }: Column): ColumnCell | undefined {
  const found = cells.slice(from, to + 1).filter((cell) => cell !== null);
  const [worst] = found.toSorted((a, b) => rank(a) - rank(b));
  if (worst === undefined) return undefined;
  const tone = statusTone(worst.status);
  return {
    tone,
    status: worst.status,
    cells: found,
    done: found.filter((cell) => statusTone(cell.status) === "ran").length,
    stale: found.filter(({ stale }) => stale !== undefined).length,
  };
}

function rank({ status }: GridCell): number {
  return WORST_FIRST.indexOf(statusTone(status));
}
