// VS Code loads this module inside the extension host and calls run().
import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import type Mocha from "mocha";

const out = process.env.VSCODE_HOST_ROOT ?? "";

export async function run(): Promise<void> {
  const { default: Runner } = await import("mocha");
  const mocha = new Runner({
    ui: "bdd",
    timeout: 30_000,
    color: false,
    reporter: reporterTo(Runner, path.join(out, "report.txt")),
  });
  for (const name of readdirSync(__dirname)) if (name.endsWith(".test.cjs")) mocha.addFile(path.join(__dirname, name));
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  // Last of all: whoever finds it knows that all tests ran.
  writeFileSync(
    path.join(out, "result.json"),
    JSON.stringify({ passed: stats?.passes ?? 0, failed: stats?.failures ?? 1 }),
  );
}

/** An extension host has no terminal: the report's lines go to a file. */
function reporterTo(Runner: typeof Mocha, file: string): Mocha.ReporterConstructor {
  return class extends Runner.reporters.Spec {
    constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
      Runner.reporters.Base.consoleLog = (...values: unknown[]) => appendFileSync(file, `${format(...values)}\n`);
      super(runner, options);
    }
  };
}
