import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import { afterEach, describe, expect, test } from "vitest";
import { LocalTarget } from "../../../src/framework/index.ts";
import { removeLeftovers } from "../../../src/framework/targets/atomic-file.ts";
import { setFence } from "../../../src/framework/targets/fence.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const makeFolder = temporaryFolders();

afterEach(() => setFence(async () => {}));

test("A file takes its name before anything else can happen to who was let through the fence", async () => {
  const file = path.join(makeFolder(), "a.txt");
  const next = Promise.withResolvers<boolean>();
  setFence(async () => void setImmediate(() => next.resolve(existsSync(file))));
  await new LocalTarget(file).write("mine");
  expect(await next.promise).toBe(true);
});

describe.each(["a.txt", "a.txt.gz"])("While %s is written", (name) => {
  test("it is not there before its end, and whole then", async () => {
    const folder = makeFolder();
    const target = new LocalTarget(path.join(folder, name));
    const stream = target.createWriteStream();
    stream.write("one\n");
    expect(await target.exists()).toBe(false);
    stream.end("two\n");
    await finished(stream);
    expect(readdirSync(folder)).toEqual([name]);
    expect(await target.read()).toBe("one\ntwo\n");
  });

  test("an older one stays to be read", async () => {
    const target = new LocalTarget(path.join(makeFolder(), name));
    await target.write("old");
    const stream = target.createWriteStream();
    stream.write("new");
    expect(await target.read()).toBe("old");
    stream.end();
    await finished(stream);
    expect(await target.read()).toBe("new");
  });

  test("destroying the stream leaves nothing", async () => {
    const folder = makeFolder();
    const stream = new LocalTarget(path.join(folder, name)).createWriteStream();
    stream.write("half of it");
    stream.destroy(new Error("changed my mind"));
    await expect(finished(stream)).rejects.toThrow("changed my mind");
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  });

  test("an error in what is written leaves the older one, and is thrown", async () => {
    const folder = makeFolder();
    const target = new LocalTarget(path.join(folder, name));
    await target.write("old");
    async function* source() {
      yield "x".repeat(1 << 20);
      throw new Error("the database went away");
    }
    await expect(target.write(source())).rejects.toThrow("the database went away");
    expect(await target.read()).toBe("old");
    await expect.poll(() => readdirSync(folder)).toEqual([name]);
  });

  test("an error between two rows does so too", async () => {
    const folder = makeFolder();
    const target = new LocalTarget(path.join(folder, name), { format: "csv" });
    function* rows() {
      yield { region: "north" };
      throw new Error("the database went away");
    }
    await expect(target.write(rows())).rejects.toThrow("the database went away");
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  });

  test("a folder that has its name already is an error, and nothing else is left", async () => {
    const folder = makeFolder();
    mkdirSync(path.join(folder, name));
    await expect(new LocalTarget(path.join(folder, name)).write("x")).rejects.toThrow(/EISDIR/);
    expect(readdirSync(folder)).toEqual([name]);
  });
});

test("two writers at once leave the whole of one of them", async () => {
  const folder = makeFolder();
  const target = new LocalTarget(path.join(folder, "a.txt"));
  const [ones, twos] = ["1".repeat(3 << 20), "2".repeat(3 << 20)];
  await Promise.all([target.write(ones), target.write(twos)]);
  expect([ones, twos]).toContain(await target.read());
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

describe("A process that is killed while it writes", () => {
  const script = path.resolve(import.meta.dirname, "../../support/write-and-wait.ts");

  async function killWhileWriting(file: string): Promise<number> {
    const child = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    return child.pid as number;
  }

  test("leaves a temporary file, never a half-written one, until the leftovers are removed", async () => {
    const folder = makeFolder();
    const target = new LocalTarget(path.join(folder, "a.txt"));
    await target.write("old");
    const pid = await killWhileWriting(target.path);

    expect(readFileSync(target.path, "utf8")).toBe("old");
    const [leftover] = readdirSync(folder).filter((name) => name !== "a.txt");
    expect(leftover).toMatch(new RegExp(`^\\.a\\.txt\\.${pid}\\.[0-9a-f]{8}\\.tmp$`));

    await removeLeftovers([target.path], (owner) => owner === pid);
    expect(readdirSync(folder)).toHaveLength(2);
    await removeLeftovers([target.path], () => false);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("does not keep another from writing the same file", async () => {
    const target = new LocalTarget(path.join(makeFolder(), "a.txt"));
    await killWhileWriting(target.path);
    await target.write("whole");
    expect(await target.read()).toBe("whole");
  });
});

test("leftovers of other files, and files of the user's, are left alone", async () => {
  const folder = makeFolder();
  const others = [".b.txt.1.0123abcd.tmp", "a.txt.tmp", ".a.txt.1.tmp", ".a.txt.old.1.0123abcd.tmp"];
  for (const name of others) await new LocalTarget(path.join(folder, name)).write("");
  await removeLeftovers([path.join(folder, "a.txt")], () => false);
  expect(readdirSync(folder).toSorted()).toEqual(others.toSorted());
  await removeLeftovers([path.join(folder, "no", "such", "folder.txt")], () => false);
});
