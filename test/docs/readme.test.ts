import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");
const section = /## Your first pipeline\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text]) => text ?? "");

let folder: string;

beforeAll(() => {
  // Outside of this repository: nothing is installed there, as with a reader who has just copied the code.
  folder = mkdtempSync(path.join(tmpdir(), "pipewright-readme-"));
  const [code = ""] = blocks("ts");
  const file = path.join(folder, /^\/\/ (\S+)/.exec(code)?.[1] ?? "");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, code);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commands = blocks("sh").flatMap((text) =>
  text
    .trim()
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "")),
);

test("the first pipeline has commands to try", () => {
  expect(commands.length).toBeGreaterThanOrEqual(4);
});

test.each(commands)("works as it stands in the README: %s", (command) => {
  const [npx, program, ...args] = command.split(" ");
  expect([npx, program]).toEqual(["npx", "pipewright"]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "dist/cli.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/CountSales/);
});

test("leads only to files that are there", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? "");
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect(() => readFileSync(path.join(root, link)), link).not.toThrow(/ENOENT/);
});
