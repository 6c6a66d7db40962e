import type { SingleBar } from "cli-progress";

const SAVE_CURSOR = "\u001B7";

/** A progress bar on standard error, where that is a terminal that can move its cursor. */
export async function progressBar(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stderr,
): Promise<SingleBar | undefined> {
  if (!stream.isTTY || process.env.TERM === "dumb") return undefined;
  const { default: cliProgress } = await import("cli-progress");
  /** Its maker goes back at its end to the row where it began, and what comes next is written over the lines since. */
  class BarBelowLines extends cliProgress.SingleBar {
    override stop(): void {
      if (this.isActive) stream.write(SAVE_CURSOR);
      super.stop();
    }
  }
  return new BarBelowLines({
    stream,
    format: "{bar} {value}/{total} tasks · {eta_formatted} left · {running}",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    // The bar is cut to its row. Without it all is, the lines above too.
    linewrap: true,
  });
}
