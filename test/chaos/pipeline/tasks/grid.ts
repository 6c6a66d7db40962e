// The pipeline that the chaos suite disturbs: a grid of cells, each made of three cells of the row above it.
//
// A cell's file says who made it, and who had made what it was made of. What an attempt does is noted outside of the
// project as well, so that what is done twice is seen even where the second file looks like the first.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { IntParameter, LocalTarget, Task, WrapperTask } from "pipewright";

const ROWS = 10;
const COLUMNS = 20;
const LINES = 50;

export class Cell extends Task.with({ row: IntParameter(), column: IntParameter() }) {
  override retries = 5;
  override retryDelay = 0.02;

  requires(): Cell[] {
    if (this.row === 0) return [];
    return [0, 7, 13].map((step) => new Cell({ row: this.row - 1, column: (this.column + step) % COLUMNS }));
  }

  output() {
    return new LocalTarget(`data/${this.row}/${this.column}.txt`);
  }

  async run() {
    const maker = randomUUID();
    this.note("began", maker);
    const sources = await Promise.all(this.requires().map((cell) => makerOf(cell)));
    await this.output().write(this.content(maker, sources));
    this.note("made", maker);
  }

  /** Line by line, over some time: whoever interrupts it finds half a file. */
  private async *content(maker: string, sources: readonly string[]) {
    yield `${[maker, ...sources].join(" ")}\n`;
    for (let line = 1; line <= LINES; line++) {
      yield `${line} ${maker}\n`.repeat(10);
      if (line === LINES / 2) await this.work();
    }
    yield "end\n";
  }

  /** Tasks work in several ways, which are interrupted in several ways. */
  private async work() {
    switch (this.column % 8) {
      case 3: {
        const program = spawn("sleep", ["600"], { stdio: "ignore" });
        await pause(20);
        program.kill();
        await once(program, "exit");
        return;
      }
      case 6:
        for (const end = Date.now() + 20; Date.now() < end; ) Math.sqrt(2);
        return;
      default:
        await pause(5 + this.column);
    }
  }

  private note(what: "began" | "made", maker: string) {
    appendFileSync(process.env.CHAOS_LEDGER as string, `${what} ${this.row}/${this.column} ${maker} ${process.pid}\n`);
  }
}

export class Grid extends WrapperTask {
  requires() {
    return Array.from({ length: COLUMNS }, (_, column) => new Cell({ row: ROWS - 1, column }));
  }
}

async function makerOf(cell: Cell): Promise<string> {
  const [maker = ""] = (await cell.output().read()).split(" ", 1)[0]?.split("\n") ?? [];
  return maker;
}
