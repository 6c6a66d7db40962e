import { existsSync } from "node:fs";
import { ownProgram } from "../project/own-program.ts";

/** The page on a finding, which comes with the package; `undefined` for a code without one. */
export function findingPage(code: string): string | undefined {
  const page = ownProgram(`../docs/findings/${code}.md`);
  return existsSync(page) ? page : undefined;
}
