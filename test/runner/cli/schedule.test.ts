import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";

export class SalesReport extends Task.with({ date: DateParameter() }) {
  static readonly schedule = "0 10 * * *";
  output() {
    return new LocalTarget(\`report/\${this.date}.txt\`);
  }
  async run() {
    if (process.env.FAIL) throw new Error("The database is away.");
    await this.output().write("sold");
  }
}
export class Unscheduled extends Task.with({}) {
  output() {
    return new LocalTarget("unscheduled.txt");
  }
}
`;

// It keeps the crontab in a file, and refuses one without a line break at its end, as Debian's does.
const CRONTAB = `#!/bin/sh
case "$1" in
  -l) if [ -f "$CRONTAB_FILE" ]; then cat "$CRONTAB_FILE"; else echo "no crontab for $USER" >&2; exit 1; fi ;;
  -) cat > "$CRONTAB_FILE.new"
     if [ -n "$CRONTAB_LOCKED" ]; then echo "you ($USER) are not allowed to use this program" >&2; exit 1; fi
     if [ -s "$CRONTAB_FILE.new" ] && [ "$(tail -c 1 "$CRONTAB_FILE.new" | wc -l)" = 0 ]; then
       echo "new crontab file is missing newline before EOF, can't install." >&2; exit 1
     fi
     mv "$CRONTAB_FILE.new" "$CRONTAB_FILE" ;;
esac
`;

const folder = temporaryFolders();
let root: string;
let file: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  // A folder that is a trial for every kind of quoting.
  root = path.join(folder(), "100% o'clock");
  mkdirSync(root);
  writeProject(root, TASKS);
  const bin = folder();
  writeFileSync(path.join(bin, "crontab"), CRONTAB);
  chmodSync(path.join(bin, "crontab"), 0o755);
  file = path.join(bin, "crontab.txt");
  env = { PATH: `${bin}:${process.env.PATH}`, CRONTAB_FILE: file, TZ: "UTC" };
});

const schedule = (...args: string[]) => pipewright(root, ["schedule", ...args], env);

test("the tasks with a schedule are listed with their next times and the command that they stand for", async () => {
  const { exitCode, stdout } = await schedule();
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^SalesReport {2}0 10 \* \* \* {2}tasks\/tasks\.ts:4\n {4}next \w{3} \d{4}-\d\d-\d\d 10:00, .* 10:00, .* 10:00\n {4}pipewright run SalesReport --date yesterday\n$/,
  );
  const [line] = lines<{ next: string[] }>((await schedule("--json", "--time-zone", "Asia/Tokyo")).stdout);
  expect(line).toMatchObject({
    event: "schedule",
    family: "SalesReport",
    words: ["run", "SalesReport", "--date", "yesterday"],
  });
  for (const time of line?.next ?? []) expect(time).toMatch(/T01:00:00\.000Z$/);
});

describe("a crontab", () => {
  const OTHERS = "MAILTO=me\n# mine\n5 4 * * *\tbackup --all\n";

  test("gets the lines between two marks, keeps the others, and loses ours again", async () => {
    writeFileSync(file, OTHERS);
    expect(await schedule("--install")).toMatchObject({ exitCode: 0, stderr: "" });
    const printed = (await schedule("--crontab")).stdout;
    expect(readFileSync(file, "utf8")).toBe(OTHERS + printed);
    expect((await schedule("--install")).stdout).toContain("stands as it should already");

    await schedule("--install", "--last", "7d");
    expect(readFileSync(file, "utf8")).toContain("backfill SalesReport --last 7d --quiet\n");
    expect(await schedule("--remove")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file, "utf8")).toBe(OTHERS);
  });

  test("is made where there was none, and left alone where a schedule can not be read", async () => {
    expect((await schedule("--install")).exitCode).toBe(0);
    const installed = readFileSync(file, "utf8");
    expect(installed.split("\n")[0]).toBe(`# BEGIN pipewright ${root}`);
    writeFileSync(path.join(root, "tasks", "tasks.ts"), TASKS.replace("0 10 * * *", "0 25 * * *"));
    const { exitCode, stderr } = await schedule("--install");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^tasks\/tasks\.ts:4: the schedule "0 25 \* \* \*" of SalesReport can not be read: .*\n$/);
    expect(readFileSync(file, "utf8")).toBe(installed);
    // What was installed can be taken out nevertheless.
    expect((await schedule("--remove")).exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).toBe("");
  });

  test("has lines that do what they say, silently while all is well", async () => {
    await schedule("--install");
    const line = readFileSync(file, "utf8")
      .split("\n")
      .find((text) => text.startsWith("0 10")) as string;
    // As cron runs it: percent signs restored, by sh, with hardly any environment.
    const command = line.split(" ").slice(5).join(" ").replaceAll("\\%", "%");
    const run = (more = {}) =>
      spawnSync("/bin/sh", ["-c", command], {
        cwd: "/",
        encoding: "utf8",
        env: { PATH: "/usr/bin:/bin", TZ: "UTC", ...more },
      });
    const failed = run({ FAIL: "1" });
    expect(failed.status).toBe(20);
    expect(failed.stdout).toContain("The database is away.");
    const before = yesterday();
    expect(run()).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const [report = ""] = readdirSync(path.join(root, "report"));
    expect([before, yesterday()].map((date) => `${date}.txt`)).toContain(report);
  });

  test("that refuses is not an error of ours, and its reason is shown", async () => {
    env = { ...env, CRONTAB_LOCKED: "1" };
    expect(await schedule("--install")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("you () are not allowed"),
    });
    env = { ...env, PATH: folder() };
    expect((await schedule("--install")).stderr).toContain("`pipewright schedule --systemd` writes timers");
  });
});

test("units for systemd are printed, or written into a folder, where those that are not needed any more go", async () => {
  const units = folder();
  writeFileSync(path.join(units, "mine.timer"), "[Timer]\n");
  const { exitCode, stdout } = await schedule("--systemd", units);
  expect(exitCode).toBe(0);
  const written = readdirSync(units).filter((name) => name !== "mine.timer");
  expect(written.map((name) => path.extname(name))).toEqual([".service", ".timer"]);
  expect(stdout).toContain(`systemctl daemon-reload && systemctl enable --now ${written[1]}`);
  const printed = (await schedule("--systemd")).stdout;
  for (const name of written) expect(printed).toContain(readFileSync(path.join(units, name), "utf8"));

  writeFileSync(path.join(root, "tasks", "tasks.ts"), TASKS.replaceAll("SalesReport", "Sales"));
  const again = await schedule("--systemd", units);
  expect(again.stdout).toContain(`Removed: ${path.join(units, written[0] as string)}`);
  expect(readdirSync(units)).toHaveLength(3);
  expect(existsSync(path.join(units, "mine.timer"))).toBe(true);
});

test("manifests for Kubernetes are YAML, and need an image", async () => {
  expect((await schedule("--kubernetes")).stderr).toBe(
    "--kubernetes needs the image that holds the project and its packages: --image <image>.\n",
  );
  const { stdout } = await schedule("--kubernetes", "--image", "shop:1");
  expect(parseAllDocuments(stdout).map((document) => document.toJS())).toMatchObject([
    { kind: "CronJob", spec: { schedule: "0 10 * * *", concurrencyPolicy: "Forbid" } },
  ]);
});

test("manifests for Kubernetes have what the pod template says, which has to be there", async () => {
  const kubernetes = { image: "shop:1", template: "pod.yaml" };
  writeFileSync(path.join(root, "pipewright.config.json"), JSON.stringify({ tasks: ["tasks/*.ts"], kubernetes }));
  expect((await schedule("--kubernetes")).stderr).toMatch(/^The pod template can not be read: .*pod\.yaml/);
  writeFileSync(path.join(root, "pod.yaml"), "spec: { imagePullSecrets: [{ name: registry }] }");
  const pod = { imagePullSecrets: [{ name: "registry" }], serviceAccountName: "pipewright-coordinator" };
  expect(parse((await schedule("--kubernetes")).stdout)).toMatchObject({
    spec: { jobTemplate: { spec: { template: { spec: pod } } } },
  });
});

test.each([
  ["two ways at once", ["--install", "--systemd"], "One at a time: --install or --systemd."],
  [
    "a zone for a crontab",
    ["--crontab", "--time-zone", "Asia/Tokyo"],
    "A crontab counts in the time zone of its machine, UTC.",
  ],
  ["a zone that is none", ["--systemd", "--time-zone", "Mars/Base"], 'There is no time zone "Mars/Base"'],
])("%s is refused", async (_what, args, message) => {
  expect(await schedule(...args)).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(message) });
});

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}
