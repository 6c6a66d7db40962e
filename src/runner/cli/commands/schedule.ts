import { ExitCode } from "../../../protocol/exit-code.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import { ownProgram } from "../../project/own-program.ts";
import type { Project } from "../../project/project.ts";
import { UserError } from "../../run/user-error.ts";
import { putCrontabBlock } from "../../schedule/crontab-block.ts";
import { crontabLines, type Starter } from "../../schedule/crontab-lines.ts";
import { findScheduledTasks } from "../../schedule/find-scheduled-tasks.ts";
import type { ScheduledTask } from "../../schedule/scheduled-task.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { listSchedules } from "../schedule/list-schedules.ts";

export interface ScheduleOptions extends GlobalOptions {
  readonly crontab?: boolean;
  readonly install?: boolean;
  readonly remove?: boolean;
  /** `true`: printed, not written. */
  readonly systemd?: string | true;
  readonly kubernetes?: boolean;
  readonly image?: string;
  readonly timeZone?: string;
  readonly last?: string;
}

const WAYS = ["crontab", "install", "remove", "systemd", "kubernetes"] as const;

/** `pipewright schedule` */
export const schedule: CommandAction = async (_args, options: ScheduleOptions) => {
  const [way, ...others] = WAYS.filter((each) => options[each] !== undefined);
  if (others.length > 0) throw new UserError(`One at a time: --${way} or --${others.join(" or --")}.`);
  const { timeZone = machineZone() } = options;
  if (!isZone(timeZone)) throw new UserError(`There is no time zone "${timeZone}"; expected one like Europe/Berlin.`);
  const project = await loadProject(options.cwd);
  const starter: Starter = { root: project.root, program: [process.execPath, ownProgram("cli.js")] };
  // What was installed can be taken out whatever state the tasks are in.
  if (way === "remove") return install([], starter);
  const tasks = findScheduledTasks(await loadTaskIndex(project), project.config, options.last);
  if (way === undefined) listSchedules(tasks, options);
  if (way === "systemd") await (await import("../schedule/give-units.ts")).giveUnits(tasks, starter, options);
  if (way === "kubernetes") await giveCronJobs(tasks, project, options);
  if (way === "crontab" || way === "install") {
    refuseZone(options);
    if (way === "install") return install(tasks, starter);
    process.stdout.write(putCrontabBlock("", project.root, crontabLines(tasks, starter)));
  }
  return ExitCode.done;
};

async function giveCronJobs(
  tasks: readonly ScheduledTask[],
  { root, config }: Project,
  { image = config.kubernetes.image, timeZone }: ScheduleOptions,
): Promise<void> {
  if (image === undefined)
    throw new UserError("--kubernetes needs the image that holds the project and its packages: --image <image>.");
  const pods = config.kubernetes.image === undefined ? undefined : config.kubernetes;
  const { cronJobs } = await import("../../schedule/cron-jobs.ts");
  const { readTemplate } = await import("../../kubernetes/read-template.ts");
  const template = pods && (await readTemplate(root, pods));
  process.stdout.write(cronJobs(tasks, { root, image, timeZone, pods, template }));
}

async function install(tasks: readonly ScheduledTask[], starter: Starter): Promise<ExitCode> {
  const { readCrontab, writeCrontab } = await import("../../schedule/user-crontab.ts");
  const before = await readCrontab();
  const after = putCrontabBlock(before, starter.root, crontabLines(tasks, starter));
  if (after !== before) await writeCrontab(after);
  const state = after === before ? "stands as it should already" : "is written";
  console.log(
    tasks.length === 0
      ? `The crontab has nothing of ${starter.root}.`
      : `The crontab ${state}: ${tasks.map(({ family }) => family).join(", ")}. \`crontab -l\` shows it, \`pipewright schedule --remove\` takes it out.`,
  );
  return ExitCode.done;
}

/** Few crons know of time zones, and those that do not would take the line for one of their own zone. */
function refuseZone({ timeZone }: ScheduleOptions): void {
  if (timeZone === undefined || timeZone === machineZone()) return;
  throw new UserError(
    `A crontab counts in the time zone of its machine, ${machineZone()}. --systemd and --kubernetes can take ${timeZone}.`,
  );
}

function machineZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return /^[\w+/-]+$/.test(name);
  } catch {
    return false;
  }
}
