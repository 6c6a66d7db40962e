// Tests the connectors against real servers, which are started on loopback in temporary folders; Debian packages that are
// missing are installed. Prints what was run against what, and with --write-docs keeps it in docs/connectors.md.
//
//   npm run test:connectors
//   npm run test:connectors -- NAME                only the connectors with NAME in their name
//   npm run test:connectors -- --thorough          2 GiB in place of some 160 MiB
//   npm run test:connectors -- --write-docs
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

interface Tested {
  readonly connector: string;
  readonly driver: string;
  readonly server: string;
}

const root = path.resolve(import.meta.dirname, "..");
const told = path.join(root, "artifacts/connectors");
const docs = path.join(root, "docs/connectors.md");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { thorough: { type: "boolean" }, "write-docs": { type: "boolean" } },
});

rmSync(told, { recursive: true, force: true });
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
const mode = values.thorough ? ["--mode", "thorough"] : [];
const config = ["--config", "test/targets/vitest.config.ts", "--root", "."];
const { status } = spawnSync(process.execPath, [vitest, "run", ...config, ...mode, ...positionals], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, ...(values.thorough && { MODE: "thorough" }) },
});

const tested = readTested();
const table = [
  "| connector | driver | tested against |",
  "| --- | --- | --- |",
  ...tested.map(({ connector, driver, server }) => `| \`${connector}\` | ${driver} | ${server} |`),
].join("\n");
console.log(`\n${table}\n`);
if (values["write-docs"]) writeDocs();
// Of the history nothing is told: it is no connector.
process.exitCode = status === 0 && (tested.length > 0 || positionals.length > 0) ? 0 : 1;

function readTested(): Tested[] {
  try {
    const files = readdirSync(told).sort();
    return files.map((file) => JSON.parse(readFileSync(path.join(told, file), "utf8")) as Tested);
  } catch {
    return []; // the tests did not come so far
  }
}

function writeDocs(): void {
  const text = readFileSync(docs, "utf8");
  const between = /(<!-- tested -->\n)[\s\S]*(\n<!-- \/tested -->)/;
  writeFileSync(
    docs,
    text.replace(between, (_all, start: string, end: string) => `${start}\n${table}\n${end}`),
  );
}
