import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** The messages that the source asks to have translated: the first argument of every `t(…)`. */
function messagesInSource(): string[] {
  const files = globSync(["src/extension/**/*.ts", "src/protocol/*.ts", "webview/**/*.ts"], { cwd: root });
  const calls = files.flatMap((file) => [...read(file).matchAll(/\bt\(\s*("(?:[^"\\]|\\.)*")/g)]);
  return [...new Set(calls.map(([, literal = '""']) => JSON.parse(literal) as string))].sort();
}

describe("the translations", () => {
  it("start from a bundle that has every message of the extension, the panel and what they share, and no other", () => {
    const bundle = JSON.parse(read("l10n/bundle.l10n.json")) as Record<string, string>;
    expect(Object.keys(bundle).sort()).toEqual(messagesInSource());
  });

  it("start from texts for every key that the manifest names, and no other", () => {
    const named = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect(Object.keys(JSON.parse(read("package.nls.json")) as object).sort()).toEqual(
      [...new Set(named)].toSorted((a = "", b = "") => (a < b ? -1 : 1)),
    );
  });
});
