// Writes the beginning of a file, says so and never ends: `node write-and-wait.ts FILE`. For tests that kill it.
import { once } from "node:events";
import { LocalTarget } from "../../src/framework/targets/local-target.ts";

const [file = ""] = process.argv.slice(2);
const stream = new LocalTarget(file).createWriteStream();
if (!stream.write("x".repeat(4 << 20))) await once(stream, "drain");
process.stdout.write("begun\n");
setInterval(() => {}, 1 << 30);
