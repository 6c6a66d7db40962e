import type { SingleBar } from "cli-progress";

/** A progress bar on standard error, where that is a terminal that can move its cursor. */
export async function progressBar(): Promise<SingleBar | undefined> {
  if (!process.stderr.isTTY || process.env.TERM === "dumb") return undefined;
  const { default: cliProgress } = await import("cli-progress");
  return new cliProgress.SingleBar({
    format: "{bar} {value}/{total} tasks · {eta_formatted} left · {running}",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  });
}
