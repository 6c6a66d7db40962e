import { FloatParameter, LocalTarget, StringParameter, Task } from "pipewright";
import { Measurements } from "./measurements.ts";

export interface Judgement {
  readonly smoothing: number;
  /** The mean of how far off it was, on the last third of the series. */
  readonly error: number;
}

/** How well one smoothing foretells what it has not seen. */
export class JudgeModel extends Task.with({
  series: StringParameter(),
  smoothing: FloatParameter({ min: 0, max: 1 }),
}) {
  requires() {
    return new Measurements({ series: this.series });
  }
  output() {
    return new LocalTarget(`data/${this.series}/judged-${this.smoothing}.json`, { format: "json" });
  }
  async run() {
    const values = (await this.input().read()) as number[];
    const seen = Math.floor((values.length * 2) / 3);
    let level = values[0] ?? 0;
    let off = 0;
    for (const [index, value] of values.entries()) {
      if (index >= seen) off += Math.abs(value - level);
      level += this.smoothing * (value - level);
      this.progress((index + 1) / values.length);
    }
    await this.output().write({ smoothing: this.smoothing, error: off / (values.length - seen) });
  }
}
