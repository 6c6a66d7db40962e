import { LocalTarget, Task } from "pipewright";

export class Raw extends Task {
  output() {
    return new LocalTarget("made/raw.txt");
  }

  async run() {
    await this.output().write("raw");
  }
}

/** Neither the source nor a type tells which class that is. */
export class Chosen extends Task {
  requires() {
    const kinds = new Map<string, any>();
    kinds.set("raw", Raw);
    return new (kinds.get("raw"))();
  }

  output() {
    return new LocalTarget("made/chosen.txt");
  }

  async run() {
    await this.output().write("chosen");
  }
}

/** It looks as if there always was a requirement. */
export class Doubted extends Task {
  requires() {
    const tasks = [new Raw()];
    tasks.length = 0;
    return tasks;
  }

  output() {
    return new LocalTarget("made/doubted.txt");
  }

  async run() {
    await this.output().write("doubted");
  }
}
