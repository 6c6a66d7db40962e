import { ExitCode } from "../../protocol/exit-code.ts";
import { UserError } from "../run/user-error.ts";

/**
 * Waits for something that comes before a run and leaves nothing to be put away: loading, planning.
 *
 * @throws UserError with the exit code of what was cancelled, when the signal is aborted first
 */
export async function unlessCancelled<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(new UserError("Cancelled before anything ran.", ExitCode.cancelled));
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
