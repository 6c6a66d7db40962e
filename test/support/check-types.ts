import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

const TSC = path.resolve(import.meta.dirname, "../../node_modules/typescript/bin/tsc");

export interface TypeCheck {
  /** What the compiler complained about. */
  readonly errors: readonly string[];
  /** What it says of its work, by name: `Types`, `Instantiations`, `Check time`, … Times in seconds, memory in KB. */
  readonly diagnostics: Readonly<Record<string, number>>;
}

/** Runs the compiler over the project of a folder. */
export async function checkTypes(folder: string): Promise<TypeCheck> {
  const child = spawn(process.execPath, [TSC, "-p", folder, "--extendedDiagnostics", "--pretty", "false"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = await text(child.stdout);
  return {
    errors: output.split("\n").filter((line) => /error TS\d+/.test(line)),
    diagnostics: Object.fromEntries(
      [...output.matchAll(/^([A-Z][\w /()]+):\s+([\d.]+)[Ks]?$/gm)].map(([, name, value]) => [name, Number(value)]),
    ),
  };
}
