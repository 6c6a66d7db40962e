import { LocalTarget, StringParameter, Task } from "pipewright";
import { Candidates } from "./candidates.ts";
import { JudgeModel, type Judgement } from "./judge-model.ts";

export class BestModel extends Task.with({ series: StringParameter() }) {
  requires() {
    return new Candidates({ series: this.series });
  }
  output() {
    return new LocalTarget(`data/${this.series}/best.json`, { format: "json" });
  }
  async *run() {
    const smoothings = (await this.input().read()) as number[];
    const { series } = this;
    const outputs: readonly LocalTarget<"json">[] = yield smoothings.map(
      (smoothing) => new JudgeModel({ series, smoothing }),
    );
    const judged: Judgement[] = [];
    for (const output of outputs) judged.push((await output.read()) as Judgement);
    const [best] = judged.toSorted((a, b) => a.error - b.error);
    await this.output().write({ ...best, of: judged.length });
  }
}
