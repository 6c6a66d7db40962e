import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../../run/user-error.ts";
import type { Starter } from "../../schedule/crontab-lines.ts";
import type { ScheduledTask } from "../../schedule/scheduled-task.ts";
import { shellWords } from "../../schedule/shell-words.ts";
import { systemdUnits, UNIT_MARK, type Unit, unitPrefix } from "../../schedule/systemd-units.ts";

/** Prints the units of tasks, or writes them into a folder, from which those of tasks that have no schedule any more go. */
export async function giveUnits(
  tasks: readonly ScheduledTask[],
  starter: Starter,
  { systemd, timeZone }: { readonly systemd?: string | true; readonly timeZone?: string },
): Promise<void> {
  const units = systemdUnits(tasks, starter, timeZone);
  if (typeof systemd !== "string") {
    process.stdout.write(units.map(({ name, text }) => `# ${name}\n${text}`).join("\n"));
    return;
  }
  const folder = path.resolve(systemd);
  const gone = await writeUnits(units, folder, unitPrefix(starter.root));
  for (const { name } of units) console.log(`Written: ${path.join(folder, name)}`);
  for (const name of gone) console.log(`Removed: ${path.join(folder, name)}`);
  const timers = units.map(({ name }) => name).filter((name) => name.endsWith(".timer"));
  if (timers.length > 0) {
    console.log("For systemd to know them, with --user where the folder is a user's own:");
    console.log(`  systemctl daemon-reload && systemctl enable --now ${shellWords(timers)}`);
  }
}

/** @returns the names of the units that were removed */
async function writeUnits(units: readonly Unit[], folder: string, prefix: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const ours: string[] = [];
  for (const name of await readdir(folder)) {
    const isUnit = name.startsWith(prefix) && /\.(?:service|timer)$/.test(name);
    if (!isUnit) continue;
    const isOurs = (await readFile(path.join(folder, name), "utf8")).startsWith(UNIT_MARK);
    if (isOurs) ours.push(name);
    else if (units.some((unit) => unit.name === name))
      throw new UserError(`${path.join(folder, name)} was not written by Pipewright, or was changed. Move it away.`);
  }
  const gone = ours.filter((name) => units.every((unit) => unit.name !== name));
  for (const name of gone) await rm(path.join(folder, name));
  for (const { name, text } of units) await writeFile(path.join(folder, name), text);
  return gone;
}
