/** One place of a file that an edit changes, everywhere it stands in there. */
type Place = readonly [file: string, from: string, to: string];

export interface CodeEdit {
  readonly what: string;
  readonly places: readonly Place[];
  /** The classes whose outputs are stale after it, in the order of {@link SHOP}. */
  readonly stale: string;
}

/** Dump, of which Load and BackUp are made; of Load, Page. */
export const SHOP: Readonly<Record<string, string>> = {
  "tasks/dump.ts": `import { Daily } from "./daily.ts";
export class Dump extends Daily {
  async run() {
    const { fetchSales } = await import("../lib/fetch.ts");
    await this.output().write(await fetchSales(this.label()));
  }
}
`,
  "tasks/load.ts": `import "../lib/register.ts";
import { readRows } from "../lib/index.ts";
import * as money from "../lib/money.ts";
import { Daily } from "./daily.ts";
import { Dump } from "./dump.ts";

const LIMIT = 100;

function unused(): number {
  return 1;
}

// What there is, is read.
export class Load extends Daily {
  requires() {
    return new Dump({ date: this.date });
  }
  async run() {
    const rows = readRows(await this.input().read(), LIMIT);
    await this.output().write(String(money.round(rows.length)));
  }
}
`,
  "tasks/page.ts": `import type { Look } from "../lib/look.ts";
import render from "../lib/render.ts";
import { Daily } from "./daily.ts";
import { Load } from "./load.ts";
const LOOK: Look = { colour: "red" };
export class Page extends Daily {
  requires() {
    return new Load({ date: this.date });
  }
  async run() {
    await this.output().write(render(await this.input().read(), LOOK));
  }
}
`,
  "tasks/back-up.ts": `import { gzipSync } from "node:zlib";
import { Daily } from "./daily.ts";
import { Dump } from "./dump.ts";
export class BackUp extends Daily {
  static readonly suffix = ".gz";
  readonly level = 9;
  requires() {
    return new Dump({ date: this.date });
  }
  async run() {
    await this.output().write(this.#pack(await this.input().read()) + BackUp.suffix);
  }
  #pack(text: string) {
    return gzipSync(text, { level: this.level });
  }
}
`,
  "tasks/daily.ts": `import { DateParameter, LocalTarget, Task } from "pipewright";
export abstract class Daily extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`out/\${this.family}/\${this.date}\`);
  }
  label() {
    return "sales";
  }
}
`,
  "lib/fetch.ts": `import { setTimeout } from "node:timers/promises";
export async function fetchSales(label: string) {
  await setTimeout(WAIT);
  return label;
}
const WAIT = 10;
`,
  "lib/index.ts": `export * from "./rows.ts";\n`,
  "lib/rows.ts": `import { parse } from "csv-parse/sync";
import type { Row } from "./look.ts";
import { split } from "./split.ts";
export function readRows(text: string, limit: number): Row[] {
  return split(parse(text)).slice(0, limit);
}
export function writeRows(rows: Row[]): string {
  return rows.join(";");
}
`,
  "lib/split.ts": `const SEPARATOR = ",";
export const split = (text: string) => text.split(SEPARATOR);
`,
  "lib/money.ts": `export const round = (value: number) => Math.round(value);
export const floor = (value: number) => Math.floor(value);
`,
  "lib/render.ts": `enum Mark { Bold = 1 }
export default function render(text: string, look: object, mark = Mark.Bold): string {
  return \`<p>\${text} \${JSON.stringify(look)} \${mark}</p>\`;
}
`,
  "lib/look.ts": `export interface Look { colour: string }
export type Row = string;
`,
  "lib/register.ts": `globalThis.console.log("loaded");\n`,
  "package-lock.json": `{ "packages": { "node_modules/csv-parse": { "version": "5.6.0" } } }\n`,
  "package.json": `{ "type": "module", "dependencies": { "csv-parse": "5.6.0" } }\n`,
};

const ALL = "Dump Load Page BackUp";

function edit(stale: string, what: string, ...places: Place[]): CodeEdit {
  return { what, places, stale };
}

/** What somebody may change in {@link SHOP}, and what that makes stale. */
export const CODE_EDITS: readonly CodeEdit[] = [
  edit("Load Page", "a statement of run()", ["tasks/load.ts", "rows.length)", "-rows.length)"]),
  edit("Page", "run() of the last", ["tasks/page.ts", "render(await", "render(!await"]),
  edit(ALL, "run() of the first", ["tasks/dump.ts", "this.label()", "this.label() + 1"]),
  edit("Load Page", "a constant of its file", ["tasks/load.ts", "LIMIT = 100", "LIMIT = 200"]),
  edit("Page", "a constant with a type", ["tasks/page.ts", '"red"', '"blue"']),
  edit("Load Page", "a helper in another file, through a barrel", ["lib/rows.ts", "slice(0,", "slice(1,"]),
  edit("Load Page", "a helper two files away", ["lib/split.ts", "text.split(", "text.trim().split("]),
  edit("Load Page", "a constant two files away", ["lib/split.ts", '","', '";"']),
  edit("Load Page", "a member of a namespace", ["lib/money.ts", "Math.round", "Math.ceil"]),
  edit("Page", "a default export", ["lib/render.ts", "<p>", "<div>"]),
  edit("Page", "a default value of a helper", ["lib/render.ts", "mark = Mark.Bold", "mark = 2"]),
  edit("Page", "a member of an enum", ["lib/render.ts", "Bold = 1", "Bold = 2"]),
  edit(ALL, "an inherited method that all have", ["tasks/daily.ts", "out/", "made/"]),
  edit(ALL, "an inherited method that one calls", ["tasks/daily.ts", '"sales"', '"all sales"']),
  edit(ALL, "a module that is imported on the way", ["lib/fetch.ts", "return label", "return [label]"]),
  edit(ALL, "a constant of such a module", ["lib/fetch.ts", "WAIT = 10", "WAIT = 20"]),
  edit("Load Page", "what runs when a module is loaded", ["lib/register.ts", '"loaded"', '"ready"']),
  edit("Load Page", "what it requires", ["tasks/load.ts", "new Dump({ date: this.date })", "[]"]),
  edit("BackUp", "a static", ["tasks/back-up.ts", '".gz"', '".gzip"']),
  edit("BackUp", "a field", ["tasks/back-up.ts", "level = 9", "level = 1"]),
  edit("BackUp", "a private method", ["tasks/back-up.ts", "gzipSync(text,", "gzipSync(text.trim(),"]),
  edit("BackUp", "which function of a package it uses", ["tasks/back-up.ts", "gzipSync", "deflateSync"]),
  edit("Load Page", "another package for the same", ["lib/rows.ts", "csv-parse/sync", "papaparse"]),
  edit("Load Page", "an await that is gone", ["tasks/load.ts", "await this.output()", "this.output()"]),
  edit("", "a comment", ["tasks/load.ts", "// What there is, is read.", "// Reads what there is."]),
  edit("", "a comment in run()", ["tasks/load.ts", "const rows", "/* all */ const rows"]),
  edit("", "formatting", [
    "tasks/load.ts",
    "new Dump({ date: this.date })",
    "(\n new Dump({\n date: this.date,\n })\n)",
  ]),
  edit("", "quotes", ["lib/split.ts", '","', "','"]),
  edit("", "empty lines above", ["tasks/page.ts", "export class", "\n\n\nexport class"]),
  edit("", "a type alone", ["lib/look.ts", "Row = string", "Row = string | number"]),
  edit("", "a return type", ["lib/rows.ts", "): Row[] {", "): readonly Row[] {"]),
  edit("", "a cast", ["lib/rows.ts", "split(parse(text))", "(split(parse(text)) as Row[])"]),
  edit("", "a modifier", ["tasks/load.ts", "  async run", "  override async run"]),
  edit("", "a function that it does not use", ["tasks/load.ts", "return 1;", "return 2;"]),
  edit("", "another function of a file that it uses", ["lib/rows.ts", 'join(";")', 'join("")']),
  edit("", "another member of a namespace", ["lib/money.ts", "Math.floor", "Math.trunc"]),
  edit("", "an import that nothing uses", [
    "tasks/dump.ts",
    "import { Daily",
    'import fs from "node:fs";\nimport { Daily',
  ]),
  edit("", "a helper's new name", ["tasks/load.ts", "readRows", "rowsOf"], ["lib/rows.ts", "readRows", "rowsOf"]),
  edit("", "a parameter's new name in a helper's type", [
    "lib/look.ts",
    "colour: string",
    "colour: string; size?: number",
  ]),
  edit(
    "",
    "a version of a package, in the lockfile and the manifest",
    ["package-lock.json", "5.6.0", "6.0.0"],
    ["package.json", "5.6.0", "6.0.0"],
  ),
];
