import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { LocalTarget, StringParameter, Task } from "pipewright";
export class Fetch extends Task.with({ day: StringParameter(), token: StringParameter({ visibility: "private" }) }) {
  output() {
    return { file: new LocalTarget("out/fetched.txt"), row: new Row() };
  }
}
class Row {
  isThere = true;
  exists() { return this.isThere; }
  remove() { this.isThere = false; }
  toString() { return "row"; }
}
`;

const makeFolder = temporaryFolders();

test("24. invalidating what the history does not know of writes no private value down", async () => {
  const folder = makeFolder();
  writeProject(folder, TASKS);
  mkdirSync(path.join(folder, "out"));
  writeFileSync(path.join(folder, "out/fetched.txt"), "by hand");
  const asked = ["invalidate", "Fetch", "--day", "1", "--token", "hush-hush", "--yes", "--json"];
  const said = await pipewright(folder, asked);
  expect(said).toMatchObject({ exitCode: 0 });
  expect(existsSync(path.join(folder, "out/fetched.txt"))).toBe(false);
  expect(said.stdout + said.stderr).not.toContain("hush-hush");
  const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const telling = written.filter(({ parentPath, name }) =>
    readFileSync(path.join(parentPath, name)).includes("hush-hush"),
  );
  expect(telling.map(({ name }) => name)).toEqual([]);
});
