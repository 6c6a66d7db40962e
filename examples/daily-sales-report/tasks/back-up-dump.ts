import { createHash } from "node:crypto";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { DateParameter, type FileSystemTarget, Task } from "pipewright";
import { backupOf } from "../systems.ts";
import { DumpSales } from "./dump-sales.ts";

/** A copy of the dump on the backup drive. Its checksum stands beside it once the copy was read back and found equal. */
export class BackUpDump extends Task.with({ date: DateParameter() }) {
  requires() {
    return new DumpSales({ date: this.date });
  }

  output() {
    return {
      copy: backupOf(`${this.date}.csv`),
      checksum: backupOf(`${this.date}.csv.sha256`),
    };
  }

  async run() {
    const dump = this.input();
    const { copy, checksum } = this.output();

    await copy.write(dump.createReadStream());
    const sum = await sha256(copy);
    if (sum !== (await sha256(dump))) throw new Error(`The backup ${copy.path} differs from ${dump.path}.`);
    await checksum.write(Buffer.from(`${sum}  ${path.basename(copy.path)}\n`)); // as sha256sum --check reads it
  }
}

async function sha256(file: Pick<FileSystemTarget, "createReadStream">): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(file.createReadStream(), hash);
  return hash.digest("hex");
}
