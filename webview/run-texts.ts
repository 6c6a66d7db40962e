import type { RunRecord } from "../src/protocol/history-record.ts";
import type { TaskAsk } from "../src/protocol/panel-api.ts";

type Named = Pick<TaskAsk, "family" | "params"> & { readonly range?: RunRecord["range"] };

/** What was asked, as people read it: `LoadSales(date=2026-11-14…2026-11-20)`. */
export function askName({ family, params, range }: Named): string {
  const over = range && { [range.over]: range.from === range.to ? range.from : `${range.from}…${range.to}` };
  const values = Object.entries({ ...over, ...params }).map(([name, value]) => `${name}=${value}`);
  return `${family}(${values.join(", ")})`;
}
