// Shows the main line in a minute: backfills a week of the example through the real command, prints what came out, and
// asks for the same again. `npm start -- --editor` opens the example in VS Code with the extension, too.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import pc from "picocolors";
import type { RunEvent, RunFinished } from "../src/protocol/run-event.ts";
import { printSales } from "./print-sales.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const EXAMPLE = path.join("examples", "daily-sales-report");
const BACKFILL = ["backfill", "SalesReport", "--from", "2026-11-14", "--to", "2026-11-20"];

const { values: options } = parseArgs({ options: { editor: { type: "boolean", default: false } } });
process.chdir(ROOT);

say("Pipewright itself");
if (isBuilt()) console.log("dist/ is up to date.");
else runNode("scripts/build.ts");

say("The shop's database of the example");
const production = path.join(EXAMPLE, "data", "production.db");
if (existsSync(production)) console.log(`${production} is there already.`);
else runNode(path.join(EXAMPLE, "make-data.ts"));

say("A week of reports");
const first = await backfill();
console.log("");
printSales(path.join(EXAMPLE, "data", "aggregate"), "2026-11-14", "2026-11-20");

say("The same again");
const second = await backfill();

const ran = second.tasks.filter(({ status }) => status !== "alreadyComplete").length;
console.log(
  ran === 0 ? pc.green("Nothing was left to do, and nothing ran.") : pc.red(`${ran} tasks were not complete.`),
);
process.exitCode = first.status === "success" && second.status === "success" && ran === 0 ? 0 : 1;

say("Now look at it");
const page = path.join(EXAMPLE, "data", "report", "2026-11-14.html");
const code = [`--extensionDevelopmentPath=${ROOT}`, path.join(ROOT, EXAMPLE)];
console.log(`A report, in a browser:   ${page}`);
console.log(`The pipeline, in VS Code: code ${code.join(" ")}`);
if (options.editor) openEditor();

/** Are the bundles newer than everything that they are made of? */
function isBuilt(): boolean {
  const bundles = ["index.js", "cli.js", "worker.js", "analyzer.js", "extension.cjs", "webview/panel.js"];
  const built = bundles.map((file) => statSync(path.join("dist", file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const sources = ["src", "webview"].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))),
  );
  const changed = [...sources, "scripts/build.ts", "package-lock.json"].map((file) => statSync(file).mtimeMs);
  return Math.min(...built) > Math.max(...changed);
}

function runNode(script: string): void {
  const { status } = spawnSync(process.execPath, [script], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** What is for people goes to the terminal as it comes; what is for programs is read here. */
async function backfill(): Promise<RunFinished> {
  console.log(pc.dim(`pipewright ${BACKFILL.join(" ")}`));
  const command = spawn(process.execPath, ["dist/cli.js", ...BACKFILL, "--cwd", EXAMPLE, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = (await text(command.stdout)).trimEnd().split("\n");
  const last = JSON.parse(lines.at(-1) || "{}") as Partial<RunEvent>;
  if (last.event !== "runFinished") throw new Error("The run did not come to its end.");
  return last as RunFinished;
}

function openEditor(): void {
  const { error } = spawnSync("code", code, { stdio: "inherit", shell: process.platform === "win32" });
  if (error) console.log("There is no command `code` on the PATH, so that VS Code was not opened.");
}

function say(title: string): void {
  console.log(`\n${pc.bold(title)}`);
}
