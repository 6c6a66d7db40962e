import { ExitCode } from "../../protocol/exit-code.ts";

/** Something that the person who typed the command can put right: shown as it is, without a stack. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = ExitCode.wrongUsage) {
    super(message);
    this.exitCode = exitCode;
  }
}
