// What the tests make in pods. Each start of a task leaves a trace, so that one that is made twice is seen.
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { IntParameter, LocalTarget, Task, WrapperTask } from "pipewright";

export class Part extends Task.with({ n: IntParameter() }) {
  output() {
    return new LocalTarget(`data/part-${this.n}.txt`);
  }

  async run() {
    console.log("printed");
    this.progress(0.5);
    this.message("half");
    await this.output().write(String(this.n));
  }
}

export class Total extends Task.with({ parts: IntParameter() }) {
  requires() {
    return Array.from({ length: this.parts }, (_, n) => new Part({ n }));
  }

  output() {
    return new LocalTarget("data/total.txt");
  }

  async run() {
    let sum = 0;
    for (const part of this.input()) sum += Number(await part.read());
    await this.output().write(String(sum));
  }
}

/** Asks for more in the middle: its pod does not stand still meanwhile. */
export class Dynamic extends Task {
  output() {
    return new LocalTarget("data/dynamic.txt");
  }

  async *run() {
    const [part]: readonly LocalTarget[] = yield [new Part({ n: 77 })];
    await this.output().write(`got ${await part?.read()}`);
  }
}

/** Asks for more, then fails once: that it started over in between is no failure. */
export class Flaky extends Task {
  override retries = 1;
  override retryDelay = 0.1;

  output() {
    return new LocalTarget("data/flaky.txt");
  }

  async *run() {
    yield [new Part({ n: 78 })];
    yield [new Part({ n: 79 })];
    if (!existsSync("data/flaky-failed")) {
      await writeFile("data/flaky-failed", "");
      throw new Error("once");
    }
    await this.output().write("done");
  }
}

/** Works until the test lets it go. */
export class Slow extends Task.with({ name: IntParameter() }) {
  output() {
    return new LocalTarget(`data/slow-${this.name}.txt`);
  }

  async run() {
    await leaveTrace(`slow-${this.name}`);
    while (!existsSync(`data/go-${this.name}`)) {
      this.signal.throwIfAborted();
      await pause(50);
    }
    await this.output().write("done");
  }
}

/** Each of a layer needs all of the one below. */
export class Brick extends Task.with({ wall: IntParameter(), layer: IntParameter(), n: IntParameter() }) {
  requires(): Brick[] {
    return this.layer === 0 ? [] : bricks({ wall: this.wall, layer: this.layer - 1 });
  }

  output() {
    return new LocalTarget(`data/brick-${this.wall}-${this.layer}-${this.n}.txt`);
  }

  async run() {
    await leaveTrace(`brick-${this.wall}-${this.layer}-${this.n}`);
    await pause(400);
    await this.output().write("laid");
  }
}

export class Wall extends Task.with({ wall: IntParameter() }) {
  requires() {
    return bricks({ wall: this.wall, layer: 2 });
  }

  output() {
    return new LocalTarget(`data/wall-${this.wall}.txt`);
  }

  async run() {
    await leaveTrace(`wall-${this.wall}`);
    await this.output().write("stands");
  }
}

export class Nightly extends WrapperTask.with({ wall: IntParameter({ default: 100 }) }) {
  static readonly schedule = "* * * * *";

  requires() {
    return [new Wall({ wall: this.wall })];
  }
}

function bricks(of: { wall: number; layer: number }): Brick[] {
  return Array.from({ length: 4 }, (_, n) => new Brick({ ...of, n }));
}

export class Boom extends Task {
  output() {
    return new LocalTarget("data/boom.txt");
  }

  async run() {
    throw new Error("boom");
  }
}

export class Hungry extends Task {
  override memoryLimit = 96;

  output() {
    return new LocalTarget("data/hungry.txt");
  }

  async run() {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(8 * 2 ** 20, 1));
  }
}

export class Late extends Task {
  override timeout = 1;

  output() {
    return new LocalTarget("data/late.txt");
  }

  async run() {
    await new Promise(() => setInterval(() => {}, 1000));
  }
}

export class Nowhere extends Task {
  override kubernetes = { nodeSelector: { there: "is-none" } };

  output() {
    return new LocalTarget("data/nowhere.txt");
  }
}

export class NoImage extends Task {
  override kubernetes = { image: "not-there:1" };

  output() {
    return new LocalTarget("data/no-image.txt");
  }
}

/** Fails where nobody waits for it. */
export class Careless extends Task {
  output() {
    return new LocalTarget("data/careless.txt");
  }

  async run() {
    setTimeout(() => {
      throw new Error("not caught anywhere");
    });
    await pause(60_000);
  }
}

export class Outside extends Task {
  output() {
    return new LocalTarget("elsewhere/outside.txt");
  }
}

async function leaveTrace(name: string): Promise<void> {
  const folder = `data/began/${name}`;
  await mkdir(folder, { recursive: true });
  // Not by a target: its temporary file would be seen as the trace of one more pod.
  await writeFile(`${folder}/${process.env.HOSTNAME}`, "");
}
