import { ExitCode } from "../../protocol/exit-code.ts";

/**
 * Aborted when somebody wants the run to stop: by Ctrl+C, by SIGTERM, by a message of the process that started this one,
 * or by its end. A second Ctrl+C waits for nothing.
 */
export function cancelSignal(): AbortSignal {
  const controller = new AbortController();
  const cancel = () => {
    if (controller.signal.aborted) process.exit(ExitCode.cancelled);
    controller.abort();
  };
  process.on("SIGINT", cancel);
  process.on("SIGTERM", cancel);
  if (process.channel !== undefined) {
    process.on("message", (message: unknown) => {
      if ((message as { type?: unknown } | null)?.type === "cancel") cancel();
    });
    process.once("disconnect", () => controller.abort());
    process.channel?.unref(); // an open channel alone keeps nothing running
  }
  return controller.signal;
}
