import type { UserError } from "../run/user-error.ts";
import type { HistoryPolicy } from "./history-policy.ts";
import { isRecord } from "./is-record.ts";

export const DEFAULT_HISTORY_POLICY: HistoryPolicy = { keepDays: 90 };

const KEYS: readonly string[] = ["keepDays", "keepRuns"] satisfies (keyof HistoryPolicy)[];

export function readHistoryPolicy(value: unknown, wrong: (expected: string, key?: string) => UserError): HistoryPolicy {
  if (!isRecord(value)) throw wrong('an object like {"keepDays": 90, "keepRuns": 1000}');
  for (const [key, number] of Object.entries(value)) {
    if (!KEYS.includes(key)) throw wrong(`an object with ${KEYS.join(" and ")} alone; it has "${key}"`);
    if (!Number.isInteger(number) || Number(number) < 1) throw wrong("a whole number from 1", `.${key}`);
  }
  return { ...DEFAULT_HISTORY_POLICY, ...value };
}
