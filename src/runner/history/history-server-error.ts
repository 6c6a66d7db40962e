import { ExitCode } from "../../protocol/exit-code.ts";
import { UserError } from "../run/user-error.ts";

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const LOCK_NOT_AVAILABLE = "55P03";

/** The history's server could not be asked, or has refused what it was asked. */
export class HistoryServerError extends UserError {
  /** PostgreSQL's own, or the system's. */
  readonly code: string | undefined;

  constructor(address: string, message: string, code: string | undefined, isAway: boolean) {
    super(`${whatHappened(code, isAway)}: ${address}: ${message}. ${whatToDo(code, isAway)}`, ExitCode.unexpectedError);
    this.code = code;
  }
}

function whatHappened(code: string | undefined, isAway: boolean): string {
  if (isAway) return "The history's server could not be reached";
  return code === LOCK_NOT_AVAILABLE ? "The history is locked" : "The history's server has refused a question";
}

function whatToDo(code: string | undefined, isAway: boolean): string {
  if (isAway || code === LOCK_NOT_AVAILABLE)
    return "When it is there again, run the same command again: what was made is whole, and the rest is made then.";
  return 'See "history" in the configuration, and what rights it needs.';
}
