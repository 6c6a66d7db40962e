import { LocalTarget, StringParameter, Task } from "pipewright";

/** A series to learn from: a trend, a week's rhythm and some noise, the same each time. */
export class Measurements extends Task.with({ series: StringParameter() }) {
  output() {
    return new LocalTarget(`data/${this.series}/measurements.json`, { format: "json" });
  }
  async run() {
    const noise = (day: number) => ((day * 7919) % 13) - 6;
    const values = Array.from({ length: 120 }, (_, day) => 100 + day / 2 + 8 * Math.sin(day / 7) + noise(day));
    await this.output().write(values);
  }
}
