// Loads days of the example by hand, in a process of its own: `node load-days.ts FOLDER DATE …`.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder = "", ...dates] = process.argv.slice(2);
process.chdir(folder);
const { LoadSales } = await import(pathToFileURL(path.resolve("tasks/load-sales.ts")).href);
for (const date of dates) {
  const task = new LoadSales({ date });
  await task.requires().run();
  await task.run();
  if (!(await task.complete())) throw new Error(`${task} is not complete.`);
}
