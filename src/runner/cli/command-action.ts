import type { Command } from "commander";
import type { ExitCode } from "../../protocol/exit-code.ts";

/** What every command is given besides its own options. */
export interface GlobalOptions {
  readonly cwd: string;
  readonly json?: boolean;
}

/** What a command's code is called with: its arguments, its options, and itself for its help. */
export type CommandAction = (args: readonly string[], options: never, command: Command) => Promise<ExitCode>;
