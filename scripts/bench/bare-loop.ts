// What a run is compared with: the same work on files and nothing else, one file after the other.
// `node bare-loop.ts write COUNT` makes files in ./bare as durably as a task's output is made; `look` asks for each.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";

const [, , what, count] = process.argv;

mkdirSync("bare", { recursive: true });
for (let n = 0; n < Number(count); n++) {
  const file = `bare/${n}.txt`;
  if (what === "write") write(file);
  else if (!existsSync(file)) throw new Error(`${file} is missing.`);
}

function write(file: string): void {
  const temporary = `${file}.tmp`;
  const handle = openSync(temporary, "wx");
  writeSync(handle, "done\n");
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, file);
}
