import { existsSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

/** Load's target takes itself back, like a partition of a table; Send's can not, and keeps a file of its own beside it. */
const TASKS = `
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { LocalTarget, type Target, Task } from "pipewright";

class Row implements Target {
  readonly name: string;
  constructor(name: string) { this.name = name; }
  exists() { return existsSync(this.name); }
  insert() { writeFileSync(this.name, "row"); }
  toString() { return this.name; }
}
class Partition extends Row {
  async remove() { rmSync(this.name, { force: true }); }
}
export class Load extends Task {
  output() { return new Partition("partition"); }
  async run() { this.output().insert(); }
}
export class Send extends Task {
  requires() { return new Load(); }
  output() { return { letter: new LocalTarget("letter.txt"), sent: new Row("sent") }; }
  async run() {
    await this.output().letter.write("letter");
    this.output().sent.insert();
  }
}
`;

const folders = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = folders();
  writeProject(folder, TASKS);
  expect((await pipewright(folder, ["run", "Send"])).exitCode).toBe(0);
});

const present = () => ["partition", "letter.txt", "sent"].filter((name) => existsSync(path.join(folder, name)));

describe("21: what is no file", () => {
  test("is taken back by its target, and made again by the next run", async () => {
    const { exitCode, stdout } = await pipewright(folder, ["invalidate", "Load", "--yes"]);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining("Load()  1 output removed for good, by the target itself"),
    ]);
    expect(present()).toEqual(["letter.txt", "sent"]);
    expect((await pipewright(folder, ["run", "Load"])).exitCode).toBe(0);
    expect(present()).toEqual(["partition", "letter.txt", "sent"]);
  });

  test("and can not be taken back keeps all that was asked for as it is", async () => {
    const { exitCode, stderr } = await pipewright(folder, ["invalidate", "Load", "--downstream", "--yes"]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/Nothing was touched.*sent: its target has no remove/s),
    ]);
    expect(present()).toEqual(["partition", "letter.txt", "sent"]);
  });
});
