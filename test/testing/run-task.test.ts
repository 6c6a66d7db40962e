import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  DateParameter,
  ExternalTask,
  IntParameter,
  LocalTarget,
  type Requirements,
  Task,
  WrapperTask,
} from "../../src/framework/index.ts";
import { runTask } from "../../src/testing/index.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const temporaryFolder = temporaryFolders();
const date = "2026-11-24";

class Delivery extends ExternalTask.with({ date: DateParameter() }) {
  override output() {
    return new LocalTarget(`inbox/${this.date}.csv`, { format: "csv" });
  }
}

class Total extends Task.with({ date: DateParameter(), least: IntParameter({ default: 0 }) }) {
  override requires() {
    return new Delivery({ date: this.date });
  }
  override output() {
    return new LocalTarget(`data/total-${this.date}-${this.least}.json`, { format: "json" });
  }
  override async run() {
    let total = 0;
    for await (const { amount } of this.input().rows()) if (Number(amount) >= this.least) total += Number(amount);
    this.log(`The total is ${total}.`);
    this.progress(0.5);
    await this.output().write({ total });
  }
}

abstract class Dated extends Task.with({ date: DateParameter() }) {
  override output() {
    return new LocalTarget(`data/${this.family}-${this.date}`);
  }
}

class Broken extends Dated {
  override async run() {
    throw new RangeError("No sales at all.");
  }
}

class Forgetful extends Broken {
  override async run() {}
}

class Nightly extends WrapperTask.with({ date: DateParameter() }) {
  override requires() {
    return { total: new Total({ date: this.date }), broken: new Broken({ date: this.date }) };
  }
}

const files = { [`inbox/${date}.csv`]: "region,amount\nnorth,10\nsouth,32\n" };

describe("a task in a unit test", () => {
  test("runs with what it needs, in memory, and its output can be read", async () => {
    const run = await runTask(new Total({ date }), { files });
    expect(run.status).toBe("success");
    expect(await run.output.read()).toEqual({ total: 42 });
    expect(run.of(new Total({ date }))).toMatchObject({ status: "ran", log: ["The total is 42."], progress: [0.5] });
    expect(await new LocalTarget(run.output.path).exists()).toBe(false);
  });

  test("does not run again on the files that it left", async () => {
    const first = await runTask(new Total({ date }), { files });
    const second = await runTask(new Total({ date }), { files: first.files });
    expect(second.tasks.map(({ family, status }) => [family, status])).toEqual([["Total", "alreadyComplete"]]);
    expect(await second.output.read()).toEqual({ total: 42 });
  });

  test("waits for an input that nobody delivered", async () => {
    const run = await runTask(new Total({ date }));
    expect(run.status).toBe("missingExternal");
    expect(run.of(new Delivery({ date })).status).toBe("missingExternal");
    expect(run.of(new Total({ date }))).toMatchObject({ status: "pending", blockedBy: ["missingExternal"] });
    expect(await run.output.exists()).toBe(false);
  });

  test("fails with what was thrown, and stops only what needs it", async () => {
    const run = await runTask(new Nightly({ date }), { files });
    expect(run.status).toBe("failed");
    expect(run.of(new Broken({ date })).error).toEqual(new RangeError("No sales at all."));
    expect(run.of(new Total({ date })).status).toBe("ran");
    expect(await run.outputOf(new Total({ date })).read()).toEqual({ total: 42 });
    expect(run.of(new Nightly({ date }))).toMatchObject({ status: "pending", blockedBy: ["failed"] });
  });

  test("fails when it ends without the output that it promised", async () => {
    const run = await runTask(new Forgetful({ date }));
    expect(run.of(new Forgetful({ date })).error).toEqual(
      new Error(`run() ended but these outputs do not exist: data/Forgetful-${date}.`),
    );
  });

  test("has its files to itself, also beside another run", async () => {
    const totals = [1, 2, 3].map(async (amount) => {
      const run = await runTask(new Total({ date }), { files: { [`inbox/${date}.csv`]: `amount\n${amount}\n` } });
      return run.output.read();
    });
    expect(await Promise.all(totals)).toEqual([{ total: 1 }, { total: 2 }, { total: 3 }]);
  });

  test("says when it is asked about a task that was no part of the run", async () => {
    const run = await runTask(new Total({ date }), { files });
    expect(() => run.of(new Total({ date, least: 20 }))).toThrow(
      "Total(date=2026-11-24, least=20) was no part of the run",
    );
  });

  test("is made anew for its run, as in a worker: what the instance remembers does not count", async () => {
    class Remembering extends Broken {
      remembered = 0;
      override requires() {
        this.remembered++;
      }
      override async run() {
        await this.output().write(String(this.remembered));
      }
    }
    const task = new Remembering({ date });
    task.remembered = 100;
    expect(Number(await (await runTask(task)).output.read())).toBeLessThan(100);
  });

  test("is cancelled by a signal, and nothing starts after it", async () => {
    const abort = new AbortController();
    class Stopping extends Broken {
      override async run() {
        abort.abort();
        this.signal.throwIfAborted();
      }
    }
    class After extends WrapperTask.with({ date: DateParameter() }) {
      override requires() {
        return new Stopping({ date: this.date });
      }
    }
    const run = await runTask(new After({ date }), { signal: abort.signal });
    expect(run.status).toBe("cancelled");
    expect(run.tasks.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });

  test("tries a failed task again as often as its class says, without waiting, and each time from its start", async () => {
    let failures = 2;
    class Flaky extends Dated {
      override retries = 2;
      override retryDelay = 3600;
      override async *run(): AsyncGenerator<Requirements, void> {
        yield [new Total({ date: this.date })];
        this.log(`${failures} failures to come`);
        if (failures-- > 0) throw new Error("not yet");
        await this.output().write("made");
      }
    }
    const task = new Flaky({ date });
    const run = await runTask(task, { files });
    expect(run.of(task)).toMatchObject({ status: "ran", attempts: 3, log: ["0 failures to come"] });
    expect(run.of(new Total({ date })).attempts).toBe(1);

    failures = 3;
    const failed = await runTask(task, { files });
    expect(failed.of(task)).toMatchObject({ status: "failed", attempts: 3, error: new Error("not yet") });
  });

  test("tells why a task could not be placed", async () => {
    class Loop extends Broken {
      override requires(): Task {
        return new Loop({ date: this.date });
      }
    }
    const run = await runTask(new Loop({ date }));
    expect(run.status).toBe("schedulingError");
    expect(String(run.of(new Loop({ date })).error)).toContain("requires itself");
  });

  test("may ask for more work while it runs, and gets what that made", async () => {
    class Average extends Dated {
      override async *run(): AsyncGenerator<Requirements, void, [LocalTarget<"json">]> {
        const [total] = yield [new Total({ date: this.date })];
        this.log("Goes on.");
        await this.output().write(JSON.stringify(await total.read()));
      }
    }
    const run = await runTask(new Average({ date }), { files });
    expect(await run.output.read()).toBe('{"total":42}');
    expect(run.tasks.map(({ family, status }) => [family, status])).toEqual([
      ["Average", "ran"],
      ["Delivery", "alreadyComplete"],
      ["Total", "ran"],
    ]);
    expect(run.of(new Average({ date })).log).toEqual(["Goes on."]);

    const without = await runTask(new Average({ date }));
    expect(without.status).toBe("missingExternal");
    expect(without.of(new Average({ date }))).toMatchObject({ status: "pending", blockedBy: ["missingExternal"] });
  });

  test("fails when it asks for what needs it back", async () => {
    class First extends Dated {
      override async *run(): AsyncGenerator<Requirements, void> {
        yield new Second({ date: this.date });
      }
    }
    class Second extends Total {
      override requires(): any {
        return new First({ date: this.date });
      }
    }
    const run = await runTask(new First({ date }));
    expect(run.of(new First({ date }))).toMatchObject({ status: "failed" });
    expect(String(run.of(new First({ date })).error)).toContain("needs this one back");
  });

  test("finds the files of a target that was made when its module was loaded", async () => {
    const shared = new LocalTarget("rates.json", { format: "json" });
    class Convert extends Broken {
      override async run() {
        await this.output().write(JSON.stringify(await shared.read()));
      }
    }
    const run = await runTask(new Convert({ date }), { files: { "rates.json": '{"eur":1.1}' } });
    expect(await run.output.read()).toBe('{"eur":1.1}');
  });
});

describe("files in memory", () => {
  class Copy extends Task.with({ date: DateParameter() }) {
    override output() {
      return new LocalTarget("out.txt.gz");
    }
    override async run() {
      await this.output().write(new LocalTarget("in.txt.gz").lines());
    }
  }

  test("may be compressed, as on the disk", async () => {
    const run = await runTask(new Copy({ date }), { files: { "in.txt.gz": gzipSync("a\nb\n") } });
    expect(await run.output.read()).toBe("ab");
    expect(run.files["out.txt.gz"]?.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  test("may be empty, removed, and missing, as on the disk", async () => {
    class Clean extends Copy {
      override async run() {
        const [empty, missing] = [new LocalTarget("empty"), new LocalTarget("missing")];
        expect(await empty.read()).toBe("");
        await empty.remove();
        expect(await empty.exists()).toBe(false);
        await missing.remove();
        await missing.read();
      }
    }
    const run = await runTask(new Clean({ date }), { files: { empty: "" } });
    expect(run.of(new Clean({ date })).error).toMatchObject({ code: "ENOENT", path: "missing" });
    expect(run.files).toEqual({});
  });

  test("are not there when the task fails while it writes", async () => {
    class Half extends Copy {
      override async run() {
        await this.output().write(
          (async function* () {
            yield "half";
            throw new Error("The source broke off.");
          })(),
        );
      }
    }
    const run = await runTask(new Half({ date }));
    expect(run.status).toBe("failed");
    expect(await run.output.exists()).toBe(false);
  });
});

describe("a folder instead of memory", () => {
  test("is what relative paths count from, and what a target's path shows", async () => {
    const root = temporaryFolder();
    class ByPath extends Total {
      override async run() {
        const text = readFileSync(this.input().path, "utf8");
        await this.output().write({ length: text.length });
      }
    }
    const run = await runTask(new ByPath({ date }), { root, files });
    expect(run.output.path).toBe(path.join(root, `data/total-${date}-0.json`));
    expect(JSON.parse(readFileSync(run.output.path, "utf8"))).toEqual({ length: 32 });
    expect((await runTask(new ByPath({ date }), { root })).tasks.map(({ status }) => status)).toEqual([
      "alreadyComplete",
    ]);
  });
});
