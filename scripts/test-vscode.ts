// The tests in a real VS Code workbench. Installs the workbench and a Chromium when they are missing; screenshots go to
// artifacts/screenshots.
//
//   npm run test:vscode
//   npm run test:vscode -- --in-host      only what runs inside the extension host
//   npm run test:vscode -- --ui           only what is done by mouse and keyboard
//   npm run test:vscode -- --served       only the page of `pipewright serve`, in the same Chromium
//   npm run test:vscode -- --ui NAME      of these, only the files with NAME in their name
//   npm run test:vscode -- --thorough     50 rounds of what must leave nothing behind, in place of a few; and the files
//                                         that are `.thorough.`, which take long
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { parseArgs } from "node:util";
import { copyExample } from "../test/support/copy-example.ts";
import { atExit } from "../test/vscode/host/at-exit.ts";
import { buildInHost } from "../test/vscode/host/build-in-host.ts";
import { installHost } from "../test/vscode/host/install.ts";
import { installChromium } from "../test/vscode/host/install-chromium.ts";
import { runInHost } from "../test/vscode/host/run-in-host.ts";
import { keepFigures } from "./bench/figures.ts";

const root = path.resolve(import.meta.dirname, "..");
const artifacts = path.join(root, "artifacts");
const {
  values: { thorough, ...only },
  positionals,
} = parseArgs({
  allowPositionals: true,
  options: {
    "in-host": { type: "boolean" },
    ui: { type: "boolean" },
    served: { type: "boolean" },
    thorough: { type: "boolean" },
  },
});
if (thorough) process.env.MODE = "thorough";
const [name = ""] = positionals;

interface SteadyFigures {
  readonly rounds: number;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

const SAID: Readonly<Record<string, string>> = {
  heap: "heap after a collection, in kB",
  disposables: "listeners and registrations (`vscode.Disposable`)",
  emitters: "events (`vscode.EventEmitter`)",
  nodeEmitters: "Node's `EventEmitter`",
  processListeners: "listeners of `process`",
  children: "child processes",
};
let passed = 0;
let failed = 0;

const isWanted = (part: keyof typeof only) => only[part] || Object.keys(only).length === 0;

if (isWanted("in-host") || isWanted("ui")) await installHost();
installChromium();
rmSync(path.join(artifacts, "screenshots"), { recursive: true, force: true });
if (isWanted("in-host")) await inHost();
if (isWanted("ui")) await inChromium("test/vscode/ui");
if (isWanted("served")) await inChromium("test/served");

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** The extension's wiring, tested inside the extension host. */
async function inHost(): Promise<void> {
  const tests = await buildInHost(name);
  const folder = copyExample();
  const remove = () => rmSync(path.dirname(folder), { recursive: true, force: true });
  const forget = atExit(remove);
  try {
    const result = await runInHost({
      extension: root,
      tests,
      folder,
      screenshot: path.join(artifacts, "screenshots/in-host-failure.png"),
    });
    console.log(result.report);
    passed += result.passed;
    failed += result.failed;
    if (thorough) keepSteady(path.join(path.dirname(tests), "steady.json"));
  } finally {
    remove();
    forget();
  }
}

/** What is left of many rounds, as figures. */
function keepSteady(file: string): void {
  if (!existsSync(file)) return;
  const { rounds, before, after } = JSON.parse(readFileSync(file, "utf8")) as SteadyFigures;
  const rows = Object.entries(before).map(([what, at]) => {
    const [first, last] = [at, after[what] ?? 0].map((value) => (what === "heap" ? Math.round(value / 1000) : value));
    return { what: SAID[what] ?? what, "at first": first, [`after ${rounds} rounds`]: last };
  });
  keepFigures("steady", rows);
}

/** What is done as by its users: by mouse and keyboard. */
async function inChromium(source: string): Promise<void> {
  const folder = path.join(root, source);
  const files = readdirSync(folder).filter(
    (file) => file.endsWith(".test.ts") && file.includes(name) && (thorough || !file.includes(".thorough.")),
  );
  const interrupted = new AbortController();
  const forget = atExit(() => interrupted.abort());
  const tests = run({
    files: files.map((file) => path.join(folder, file)),
    concurrency: false,
    signal: interrupted.signal,
  });
  tests.on("test:pass", ({ details }) => void (details.type !== "suite" && passed++));
  tests.on("test:fail", ({ details }) => void ((details.type !== "suite" || hookFailed(details.error)) && failed++));
  for await (const chunk of tests.compose(new spec())) process.stdout.write(chunk);
  forget();
}

/** What comes before and after a suite's tests can fail where no test does. */
function hookFailed(error: Error): boolean {
  return "failureType" in error && error.failureType === "hookFailed";
}
