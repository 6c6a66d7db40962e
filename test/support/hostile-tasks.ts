import { writeProject } from "./command.ts";

/** Texts that did something on pages that took them for markup. They set `window.attacked`, or open a dialog. */
const CORPUS = [
  `<script>window.attacked = 1</script>`,
  `</pre><script>window.attacked = 1</script>`,
  `<img src=x onerror="window.attacked=1">`,
  `<svg/onload=window.attacked=1>`,
  `"><iframe srcdoc="<script>parent.attacked=1</script>"></iframe>`,
  `'-alert(1)-'`,
  `javascript:alert(1)`,
  `<a href="javascript:alert(1)">tasks/a.ts:1:1</a>`,
  `<style>*{display:none}</style>`,
  `\${alert(1)} {{constructor.constructor('alert(1)')()}}`,
  `</script><script>window.attacked = 1</script>`,
  `<details open ontoggle=window.attacked=1>`,
  `\u202e<b onmouseover=alert(1)>\u0000\u001b]8;;javascript:alert(1)\u0007x`,
];

/**
 * Writes a project into an empty folder whose class `Hostile` has them as tags, values, descriptions, paths, log lines and
 * errors.
 */
export function hostileTasks(folder: string): void {
  writeProject(
    folder,
    `import { DateParameter, LocalTarget, StringParameter, Task } from "pipewright";

const CORPUS = ${JSON.stringify(CORPUS)};

export class Hostile extends Task.with({
  date: DateParameter(),
  text: StringParameter({
    default: ${JSON.stringify(CORPUS[2])},
    description: ${JSON.stringify(CORPUS[0])},
  }),
}) {
  static tags = [${JSON.stringify(CORPUS[2])}];

  output() {
    return new LocalTarget(\`made/\${this.date}${CORPUS[3]?.replace("/", "-")}\`);
  }

  async run() {
    for (const text of CORPUS) this.log(text);
    throw new Error(CORPUS.join(" "));
  }
}
`,
  );
}
