import { createInterface } from "node:readline/promises";
import { UserError } from "../run/user-error.ts";

/**
 * Asks somebody at a terminal.
 *
 * @throws UserError where nobody is there to be asked
 */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UserError(`${question} Nobody can be asked here: say --yes, or look at the list with --dry-run.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
