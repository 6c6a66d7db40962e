import { ExitCode } from "../../protocol/exit-code.ts";

export interface StopSignals {
  /** Aborted when somebody wants the command to stop. */
  readonly cancel: AbortSignal;
  /** Aborted when they want so a second time: nothing is given time to end any more. */
  readonly hurry: AbortSignal;
}

/**
 * Listens for the wish to stop: Ctrl+C, SIGTERM, a terminal that is closed, a message of the process that started this
 * one, or its end. The third wish ends this process where it stands.
 */
export function stopSignals(): StopSignals {
  const wishes = [new AbortController(), new AbortController()] as const;
  const [cancel, hurry] = wishes;
  const stop = () => {
    const next = wishes.find(({ signal }) => !signal.aborted);
    if (next === undefined) process.exit(ExitCode.cancelled);
    next.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  if (process.channel !== undefined) {
    process.on("message", (message: unknown) => {
      if ((message as { type?: unknown } | null)?.type === "cancel") stop();
    });
    process.once("disconnect", () => cancel.abort());
    process.channel?.unref(); // an open channel alone keeps nothing running
  }
  return { cancel: cancel.signal, hurry: hurry.signal };
}
