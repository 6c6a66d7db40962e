import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { Connector } from "./contract-subject.ts";

const OTHER = path.join(import.meta.dirname, "in-another-process.ts");
const LIMIT_MS = 300_000;
/** Else V8 lets garbage lie as long as the machine has room, and what a target holds can not be seen for it. */
const LITTLE_MEMORY = ["--max-old-space-size=64", "--max-semi-space-size=2"];

export interface ContractOptions {
  /** How much is written and read back within `memoryMib`; more with `--mode thorough`. 0: it is for little. */
  readonly bigMib?: number;
  /** What a process may take for that, Node's own 50 to 60 included. */
  readonly memoryMib?: number;
  /** Counts what the server was asked: to see that many targets are asked together. Not given: nothing to count. */
  readonly questions?: () => number | Promise<number>;
  /** Whoever asks for what another process writes waits for it, rather than being told at once that it is not there. */
  readonly locked?: boolean;
}

/**
 * What every target must do, whatever is behind it.
 *
 * @param module exports a `Connector`, absolute; it is loaded by other processes too
 */
export async function describeContract(title: string, module: string, options: ContractOptions = {}): Promise<void> {
  const { default: connector } = (await import(pathToFileURL(module).href)) as { default: Connector };
  const { bigMib = 160, memoryMib = 150, locked = false } = options;
  const fresh = () => `contract-${randomBytes(4).toString("hex")}`;
  const other = (...args: string[]) =>
    spawn(process.execPath, [...LITTLE_MEMORY, OTHER, module, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const linesOf = async (name: string) => {
    const lines: string[] = [];
    for await (const line of connector.open(name).lines()) lines.push(line);
    return lines;
  };

  describe(`${title} by the contract`, { timeout: LIMIT_MS }, () => {
    test("exists once it was written, and is read back as it was", async () => {
      const name = fresh();
      expect(await connector.open(name).target.exists()).toBe(false);
      const lines = [
        "one",
        "",
        'a "quoted" text, with\ta tab',
        "back\\slash \\N",
        "Grüße, 世界 🙂",
        "it's; DROP TABLE--",
      ];
      await connector.open(name).write(pieces(lines));
      expect(await connector.open(name).target.exists()).toBe(true);
      expect(await linesOf(name)).toEqual(lines);
    });

    test("written again, holds the new content alone", async () => {
      const name = fresh();
      await connector.open(name).write(pieces(["old 1", "old 2"]));
      await connector.open(name).write(pieces(["new"]));
      expect(await linesOf(name)).toEqual(["new"]);
    });

    test("exists with nothing in it", async () => {
      const name = fresh();
      await connector.open(name).write(pieces([]));
      expect(await connector.open(name).target.exists()).toBe(true);
      expect(await linesOf(name)).toEqual([]);
    });

    test("does not exist while it is written, and stays as it was when the writing fails", async () => {
      const name = fresh();
      const failing = async function* () {
        yield* many("half", 20_000);
        expect(await connector.open(name).target.exists()).toBe(false);
        throw new Error("no more");
      };
      await expect(connector.open(name).write(failing())).rejects.toThrow("no more");
      expect(await connector.open(name).target.exists()).toBe(false);

      await connector.open(name).write(pieces(["whole"]));
      const again = async function* () {
        yield* many("half", 20_000);
        expect(await linesOf(name)).toEqual(["whole"]);
        throw new Error("no more");
      };
      await expect(connector.open(name).write(again())).rejects.toThrow("no more");
      expect(await linesOf(name)).toEqual(["whole"]);
    });

    test("does not exist when its writer is killed, and can be written then", async () => {
      const name = fresh();
      const writer = other(name, "begin");
      await said(writer, "begun");
      const asked = [1, 2, 3].map(async () => connector.open(name).target.exists());
      if (!locked) expect(await Promise.all(asked)).toEqual([false, false, false]);
      writer.kill("SIGKILL");
      await once(writer, "exit");
      expect(await Promise.all(asked)).toEqual([false, false, false]);
      expect(await connector.open(name).target.exists()).toBe(false);
      await connector.open(name).write(pieces(["after"]));
      expect(await linesOf(name)).toEqual(["after"]);
    });

    test("does not exist when the signal ends the writing", async () => {
      const name = fresh();
      const controller = new AbortController();
      const endless = async function* () {
        yield* many("half", 1000);
        controller.abort(new Error("enough"));
        yield* many("half", 1_000_000_000);
      };
      await expect(connector.open(name).write(endless(), controller.signal)).rejects.toThrow();
      expect(await connector.open(name).target.exists()).toBe(false);
    });

    test("removed, is gone, also when it never was there", async () => {
      const name = fresh();
      await connector.open(name).target.remove?.();
      await connector.open(name).write(pieces(["one"]));
      await connector.open(name).target.remove?.();
      expect(await connector.open(name).target.exists()).toBe(false);
      await connector.open(name).write(pieces(["two"]));
      expect(await linesOf(name)).toEqual(["two"]);
    });

    test("holds what one of several concurrent writers wrote, whole", async () => {
      const name = fresh();
      const count = 8000;
      const writers = ["a", "b"].map((letter) => other(name, "write", letter, String(count)));
      const here = Promise.all([
        connector.open(name).write(many("c", count)),
        connector.open(name).write(many("d", count)),
      ]);
      await Promise.all([...writers.map(ended), here]);
      const lines = await linesOf(name);
      const [winner = ""] = lines[0] ?? "";
      expect(["a", "b", "c", "d"]).toContain(winner);
      expect(lines.toSorted()).toEqual(Array.from({ length: count }, (_, index) => `${winner} ${index}`).toSorted());
    });

    const { questions } = options;
    if (questions !== undefined)
      test("is asked for together with others, in one question", async () => {
        const prefix = fresh();
        const names = Array.from({ length: 60 }, (_, index) => `${prefix}-${index}`);
        const written = names.filter((_, index) => index % 20 === 7);
        for (const name of written) await connector.open(name).write(pieces([name]));
        const targets = names.map((name) => connector.open(name).target);
        const ask = async () => new Set(await targets[0]?.existsTogether?.(targets));
        await ask(); // opens the connection
        const before = await questions();
        const existing = await ask();
        expect((await questions()) - before).toBe(1);
        expect(names.filter((_, index) => existing.has(targets[index] as never))).toEqual(written);
      });

    test.each(Object.entries(connector.broken))("tells where it failed, and no secret: %s", async (_case, broken) => {
      const { subject, address, secret } = broken;
      const errors = [
        await failure(async () => subject.target.exists()),
        await failure(async () => subject.write(pieces(["x"]))),
        await failure(async () => {
          for await (const line of subject.lines()) expect(line).toBe(undefined);
        }),
        await failure(async () => subject.target.remove?.()),
      ].filter((error) => error !== undefined);
      expect(errors.length).toBeGreaterThan(2);
      for (const error of errors) {
        const told = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ""}`;
        expect(told).toContain(address);
        if (secret !== undefined) expect(told).not.toContain(secret);
      }
    });

    if (bigMib === 0) return;
    test("takes no more memory for much than for little", async () => {
      const thorough = process.env["MODE"] === "thorough";
      const writer = other(fresh(), "big", String(thorough ? 2048 : bigMib));
      const { mib, rssMib } = JSON.parse(await ended(writer)) as { mib: number; rssMib: number };
      console.log(`${title}: ${Math.round(mib)} MiB written and read within ${Math.round(rssMib)} MiB`);
      expect(mib).toBeGreaterThan(memoryMib);
      expect(rssMib).toBeLessThan(memoryMib);
    });
  });
}

async function* pieces(lines: readonly string[]) {
  yield* lines;
}

async function* many(word: string, count: number) {
  for (let index = 0; index < count; index++) yield `${word} ${index}`;
}

async function said(child: ChildProcess, word: string): Promise<void> {
  let all = "";
  const errors = text(child.stderr as NodeJS.ReadableStream);
  for await (const chunk of child.stdout as NodeJS.ReadableStream) {
    all += String(chunk);
    if (all.includes(word)) return;
  }
  throw new Error(`The process ended: ${await errors}`);
}

/** @returns what it said */
async function ended(child: ChildProcess): Promise<string> {
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, "exit"),
  ]);
  if (code !== 0) throw new Error(`The process ended with ${code}: ${errors}`);
  return out;
}

async function failure(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}
