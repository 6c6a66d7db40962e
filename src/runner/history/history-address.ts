import type { HistoryPolicy } from "../project/history-policy.ts";
import { UserError } from "../run/user-error.ts";

/**
 * The server that keeps the history: what the variable `PIPEWRIGHT_HISTORY` or the configuration names, which may name
 * another variable. No error tells the address, since it may hold a password.
 *
 * @returns `undefined` where the history is a file of the project's
 * @throws UserError when it is no such address
 */
export function historyAddress({ database }: Pick<HistoryPolicy, "database">): string | undefined {
  const given = process.env.PIPEWRIGHT_HISTORY || database;
  if (given === undefined) return undefined;
  const [, name] = /^\$(.+)$/.exec(given) ?? [];
  const address = name === undefined ? given : process.env[name];
  const place = name ?? (process.env.PIPEWRIGHT_HISTORY ? "PIPEWRIGHT_HISTORY" : '"history"');
  if (address === undefined || address === "")
    throw new UserError(`"history" is to be taken from ${place}, and the environment has no ${place}.`);
  if (/^postgres(?:ql)?:\/\//.test(address) && URL.canParse(address)) return address;
  throw new UserError(`${place} must be an address like postgres://user:password@host:5432/database.`);
}
