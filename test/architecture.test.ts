import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Which layers each layer may import, besides itself. Arrows point down, one way. */
const LAYERS: Record<string, readonly string[]> = {
  "src/framework": [],
  "src/targets": ["src/framework"],
  "src/protocol": [],
  "src/channel": [],
  "src/query": ["src/protocol"],
  "src/analyzer": ["src/protocol", "src/channel"],
  "src/runner": ["src/framework", "src/protocol", "src/channel", "src/query"],
  "src/testing": ["src/framework", "src/protocol", "src/runner"],
  "src/extension": ["src/protocol", "src/channel", "src/query"],
  webview: ["src/protocol", "src/query"],
};

const FORBIDDEN_NAMES = /(?:^|[-/])(?:utils?|helpers?|common|types|manager|service)(?:[-.]|$)/;

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const files = globSync(["src/**/*.ts", "webview/**/*.ts"], { cwd: root }).sort();

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^"'`;]*?from\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|^import\s+"([^"]+)"/gm,
  );
  return [...found].map(([, from, dynamic, bare]) => ({ file, specifier: from ?? dynamic ?? bare ?? "" }));
}

const layerOf = (file: string) => Object.keys(LAYERS).find((layer) => file.startsWith(`${layer}/`));

const imports = files.flatMap(importsOf);

describe("the house", () => {
  test("is read by these rules: every layer has files, and they import something", () => {
    for (const layer of Object.keys(LAYERS))
      expect(files.filter((file) => layerOf(file) === layer).length, layer).toBeGreaterThan(0);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  test("has imports that point down only", () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (!specifier.startsWith(".")) return false;
      const [from, to] = [layerOf(file), layerOf(path.posix.join(path.posix.dirname(file), specifier))];
      return from !== undefined && to !== from && !LAYERS[from]?.includes(to ?? "");
    });
    expect(wrong).toEqual([]);
  });

  test("tests tasks by the runner's rules, without its processes and its files", () => {
    const rules = [
      "planning",
      "scheduling",
      "run/run-status.ts",
      "worker/execute.ts",
      "worker/task-module.ts",
      "worker/worker-api.ts",
    ];
    const taken = imports
      .filter(({ file }) => file.startsWith("src/testing/"))
      .flatMap(({ specifier }) => specifier.split("../runner/")[1] ?? []);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((file) => !rules.some((rule) => file.startsWith(rule)))).toEqual([]);
  });

  test("knows vscode at the extension's edge alone, and ts-morph in one file of the analyzer", () => {
    const vscode = imports.filter(({ specifier }) => specifier === "vscode").map(({ file }) => file);
    expect(vscode.filter((file) => !/^src\/extension\/[^/]+\.ts$/.test(file))).toEqual([]);
    const morph = new Set(imports.filter(({ specifier }) => specifier === "ts-morph").map(({ file }) => file));
    expect([...morph]).toEqual(["src/analyzer/typescript.ts"]);
  });

  test("has the webview toolkit in one file", () => {
    const toolkit = new Set(
      imports.filter(({ specifier }) => specifier === "@vscode/webview-ui-toolkit").map(({ file }) => file),
    );
    expect([...toolkit]).toEqual(["webview/controls.ts"]);
  });

  test("names files after what they hold, and imports them with their extension", () => {
    expect(files.filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
    expect(files.filter((file) => !/^[a-z0-9-/]+(?:\.d)?\.ts$/.test(file))).toEqual([]);
    expect(imports.filter(({ specifier }) => specifier.startsWith(".") && !/\.(?:ts|css)$/.test(specifier))).toEqual(
      [],
    );
  });

  test("has no file that is too long to read at a sitting", () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(path.join(root, file), "utf8").split("\n").length }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
