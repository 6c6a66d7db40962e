import type { Translate } from "./translate.ts";

/** What is wrong with the name of a new class, or `undefined`. */
export function classNameProblem(name: string, taken: readonly string[], t: Translate): string | undefined {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) return t("Write it like a class: LoadSales.");
  return taken.includes(name) ? t("There is a task {0} already.", name) : undefined;
}

/** `LoadSales` → `load-sales.ts` */
export function taskFileName(name: string): string {
  return `${name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase()}.ts`;
}

/** The source of a new task of a date, which a first run makes at once. */
export function newTaskText(name: string): string {
  return `import { DateParameter, LocalTarget, Task } from "pipewright";

export class ${name} extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/${taskFileName(name).replace(/\.ts$/, "")}/\${this.date}.txt\`);
  }

  async run() {
    await this.output().write(\`Made for \${this.date}.\\n\`);
  }
}
`;
}

/** Three small tasks that need each other, to see a pipeline run in a minute. */
export const SAMPLE_PIPELINE = `import { DateParameter, LocalTarget, Task } from "pipewright";

/** A day's temperatures, one for each hour, as a sensor would have left them. */
export class MeasureWeather extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/measured/\${this.date}.txt\`);
  }

  async run() {
    const hours = Array.from({ length: 24 }, (_, hour) => (this.date.day % 10) + 8 * Math.sin((hour - 6) / 4));
    await this.output().write(hours.map((degrees) => degrees.toFixed(1)).join("\\n"));
  }
}

/** The coldest and the warmest of them. */
export class SummariseWeather extends Task.with({ date: DateParameter() }) {
  requires() {
    return new MeasureWeather({ date: this.date });
  }

  output() {
    return new LocalTarget(\`data/summary/\${this.date}.json\`);
  }

  async run() {
    const degrees = (await this.input().read()).split("\\n").map(Number);
    await this.output().write(JSON.stringify({ min: Math.min(...degrees), max: Math.max(...degrees) }));
  }
}

/** A sentence to read. Run this one: what it requires is made first. */
export class WeatherReport extends Task.with({ date: DateParameter() }) {
  requires() {
    return new SummariseWeather({ date: this.date });
  }

  output() {
    return new LocalTarget(\`data/report/\${this.date}.txt\`);
  }

  async run() {
    const { min, max } = JSON.parse(await this.input().read());
    await this.output().write(\`On \${this.date} it had between \${min} and \${max} degrees.\\n\`);
  }
}
`;
