import type { UserError } from "../run/user-error.ts";
import type { HistoryPolicy } from "./history-policy.ts";
import { isRecord } from "./is-record.ts";

export const DEFAULT_HISTORY_POLICY: HistoryPolicy = { keepDays: 90 };

const KEYS: readonly string[] = ["database", "keepDays", "keepRuns"] satisfies (keyof HistoryPolicy)[];

const ADDRESS = /^(?:postgres(?:ql)?:\/\/.|\$[A-Za-z_]\w*$)/;

export function readHistoryPolicy(value: unknown, wrong: (expected: string, key?: string) => UserError): HistoryPolicy {
  if (typeof value === "string") return readHistoryPolicy({ database: value }, wrong);
  if (!isRecord(value)) throw wrong('"postgres://…", or an object like {"keepDays": 90, "keepRuns": 1000}');
  const { database, ...numbers } = value;
  // The value itself is not told: it may hold a password.
  if (database !== undefined && !(typeof database === "string" && ADDRESS.test(database)))
    throw wrong("postgres://user:password@host/database, or a variable that holds it, like $HISTORY", ".database");
  for (const [key, number] of Object.entries(numbers)) {
    if (!KEYS.includes(key)) throw wrong(`an object with ${KEYS.join(", ")} alone; it has "${key}"`);
    if (!Number.isInteger(number) || Number(number) < 1) throw wrong("a whole number from 1", `.${key}`);
  }
  return { ...DEFAULT_HISTORY_POLICY, ...value };
}
