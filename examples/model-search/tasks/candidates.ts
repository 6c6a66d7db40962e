import { LocalTarget, StringParameter, Task } from "pipewright";
import { Measurements } from "./measurements.ts";

/** Which smoothings are worth a try: more of them the longer the series is. */
export class Candidates extends Task.with({ series: StringParameter() }) {
  requires() {
    return new Measurements({ series: this.series });
  }
  output() {
    return new LocalTarget(`data/${this.series}/candidates.json`, { format: "json" });
  }
  async run() {
    const { length } = (await this.input().read()) as number[];
    const steps = Math.min(9, Math.floor(length / 20));
    await this.output().write(Array.from({ length: steps }, (_, step) => (step + 1) / (steps + 1)));
  }
}
