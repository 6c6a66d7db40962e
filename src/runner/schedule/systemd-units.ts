import { createHash } from "node:crypto";
import path from "node:path";
import { UserError } from "../run/user-error.ts";
import { calendarEvents } from "./calendar-events.ts";
import type { Starter } from "./crontab-lines.ts";
import type { ScheduledTask } from "./scheduled-task.ts";
import { shellWords } from "./shell-words.ts";

/** A file for systemd. */
export interface Unit {
  readonly name: string;
  readonly text: string;
}

/** The first line of each unit that we write: only such files are ever written over or removed. */
export const UNIT_MARK =
  "# Written by `pipewright schedule --systemd`, which writes it anew: change the task, not this file.";

/**
 * A service and a timer for each task. A time that passes while the machine is off is made up for when it is on again.
 *
 * @param zone an IANA name; the machine's own when absent
 */
export function systemdUnits(tasks: readonly ScheduledTask[], starter: Starter, zone?: string): Unit[] {
  const { root, program } = starter;
  const project = inUnit(path.basename(root));
  return tasks.flatMap(({ family, file, line, schedule, words }) => {
    const name = unitPrefix(root) + inName(family);
    const service = [
      "[Unit]",
      `Description=${inUnit(shellWords(["pipewright", ...words]))} (${project})`,
      "",
      "[Service]",
      "Type=oneshot",
      `WorkingDirectory=${inUnit(root)}`,
      ...(zone === undefined ? [] : [`Environment=TZ=${zone}`]),
      `ExecStart=${[...program, ...words].map(argument).join(" ")}`,
    ];
    const timer = [
      "[Unit]",
      `Description=${inUnit(`When ${family} (${file}:${line}) of`)} ${project} runs`,
      "",
      "[Timer]",
      ...calendarEvents(schedule, zone).map((event) => `OnCalendar=${event}`),
      "Persistent=true",
      "",
      "[Install]",
      "WantedBy=timers.target",
    ];
    return [
      { name: `${name}.service`, text: unitText(service) },
      { name: `${name}.timer`, text: unitText(timer) },
    ];
  });
}

/** How the names of a project's units begin: two folders may have one name. */
export function unitPrefix(root: string): string {
  const hash = createHash("sha256").update(root).digest("hex").slice(0, 6);
  return `pipewright-${inName(path.basename(root))}-${hash}-`;
}

function unitText(lines: readonly string[]): string {
  return `${[UNIT_MARK, ...lines].join("\n")}\n`;
}

/** Of what a unit's name may hold; a name that has to be changed is told apart by a hash. */
function inName(text: string): string {
  const plain = text.replaceAll(/[^\w.-]/g, "_");
  return plain === text ? text : `${plain}-${createHash("sha256").update(text).digest("hex").slice(0, 6)}`;
}

/** `%` starts a specifier everywhere in a unit. */
function inUnit(text: string): string {
  if (/[\r\n\0]/.test(text))
    throw new UserError(`A unit of systemd can not hold "${text}": it has a line break in it.`);
  return text.replaceAll("%", "%%");
}

/** @see https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines */
function argument(text: string): string {
  const safe = inUnit(text).replaceAll("$", "$$$$");
  return /^[\w@%+=:,./$-]+$/.test(safe) ? safe : `"${safe.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
