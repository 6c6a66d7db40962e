import { ChoiceParameter, DateParameter, LocalTarget, Task } from "pipewright";

export class Prices extends Task.with({
  date: DateParameter(),
  currency: ChoiceParameter({ choices: ["eur", "usd"], default: "eur", description: "What prices are told in." }),
}) {
  static tags = ["raw"];

  output() {
    return new LocalTarget(`made/prices/${this.date}-${this.currency}.json`);
  }

  async run() {
    await this.output().write("{}");
  }
}
