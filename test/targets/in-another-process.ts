// Does something with a target, for tests that look at it from outside or kill it:
//
//   node in-another-process.ts MODULE NAME begin          writes a part, says so, and never ends
//   node in-another-process.ts MODULE NAME write TEXT N   writes N lines of a text
//   node in-another-process.ts MODULE NAME big MIB        writes and reads back so much, and tells the memory that it took
import { pathToFileURL } from "node:url";
import type { Connector } from "./contract-subject.ts";

const [module = "", name = "", action, first = "", second = ""] = process.argv.slice(2);
const { default: connector } = (await import(pathToFileURL(module).href)) as { default: Connector };
const subject = connector.open(name);

async function* some(text: string, count: number) {
  for (let index = 0; index < count; index++) yield `${text} ${index}`;
}

switch (action) {
  case "begin":
    setInterval(() => {}, 1 << 30);
    await subject.write(
      (async function* () {
        yield* some("begun", 50_000);
        process.stdout.write("begun\n");
        await new Promise(() => {});
      })(),
    );
    break;
  case "write":
    await subject.write(some(first, Number(second)));
    break;
  case "big": {
    const count = Number(first) * 1024;
    const line = "x".repeat(1000);
    await subject.write(some(line, count));
    let read = 0;
    let length = 0;
    for await (const back of subject.lines()) {
      read++;
      length += back.length + 1;
    }
    if (read !== count) throw new Error(`${count} lines were written, ${read} were read.`);
    process.stdout.write(JSON.stringify({ mib: length / (1 << 20), rssMib: process.resourceUsage().maxRSS / 1024 }));
    break;
  }
  default:
    throw new Error(`There is nothing called ${action}.`);
}
process.exit();
