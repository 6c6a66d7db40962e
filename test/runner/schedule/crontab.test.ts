import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { putCrontabBlock } from "../../../src/runner/schedule/crontab-block.ts";
import { crontabLines } from "../../../src/runner/schedule/crontab-lines.ts";
import type { ScheduledTask } from "../../../src/runner/schedule/scheduled-task.ts";

const ROOT = "/home/me/shop";

function scheduled(family: string, words: readonly string[] = ["run", family]): ScheduledTask {
  return { family, file: "tasks/shop.ts", line: 7, schedule: "0 10 * * *", words };
}

describe("the lines of a crontab", () => {
  test("are commands that a person can read", () => {
    const tasks = [scheduled("Sales", ["run", "Sales", "--date", "yesterday"])];
    expect(crontabLines(tasks, { root: ROOT, program: ["/usr/bin/node", "/home/me/cli.js"] })).toEqual([
      "# Sales (tasks/shop.ts:7)",
      "0 10 * * * cd /home/me/shop && /usr/bin/node /home/me/cli.js run Sales --date yesterday --quiet",
    ]);
  });

  // https://man7.org/linux/man-pages/man5/crontab.5.html: what is behind a bare % is fed to the command's input.
  const asCronRunsIt = (line: string) => {
    const command = line.split(" ").slice(5).join(" ");
    expect(command.replaceAll(String.raw`\%`, "")).not.toContain("%");
    return command.replaceAll(String.raw`\%`, "%");
  };
  const handedOn = (line: string) => line.split(" ").slice(5).join(" "); // as busybox's cron does it
  const wordsIn = (command: string) =>
    execFileSync("sh", ["-c", command.replace(/^cd \S.* && node /s, "printf '%s\\0' ")], { encoding: "utf8" })
      .split("\0")
      .slice(0, -1);

  test.each([["Load 100% of \"it\" & 'that' $HOME `id`"], ["%"], ["%Y-%m"], ["'"], ["$(id)"], ["ä ö"]])(
    "bring %s to the command as it is, whatever a cron does with percent signs",
    (text) => {
      const [, line = ""] = crontabLines([scheduled("Sales", ["run", "Sales", "--note", text])], {
        root: "/tmp",
        program: ["node", "cli.js"],
      });
      for (const command of [asCronRunsIt(line), handedOn(line)])
        expect(wordsIn(command)).toEqual(["cli.js", "run", "Sales", "--note", text, "--quiet"]);
    },
  );

  test("are refused for what no crontab can hold", () => {
    const lines = (root: string) => () => crontabLines([scheduled("Sales")], { root, program: ["node"] });
    expect(lines("/home/a\nb")).toThrow("it has a line break in it");
    expect(lines("C:\\shop")).toThrow("it has a backslash in it");
  });
});

describe("the block of a crontab", () => {
  const OTHERS = "MAILTO=me\n\n# mine \n5 4 * * *  backup --all\n";

  test("is put behind what stands there, replaced where it stands, and taken out", () => {
    const installed = putCrontabBlock(OTHERS, ROOT, ["0 10 * * * a"]);
    expect(installed).toBe(
      `${OTHERS}# BEGIN pipewright ${ROOT}\n# Written by \`pipewright schedule --install\`, which writes it anew: change the tasks, not these lines.\n0 10 * * * a\n# END pipewright ${ROOT}\n`,
    );
    const later = `${installed}1 1 * * * later\n`;
    expect(putCrontabBlock(later, ROOT, ["0 11 * * * b"])).toBe(later.replace("0 10 * * * a", "0 11 * * * b"));
    expect(putCrontabBlock(later, ROOT, [])).toBe(`${OTHERS}1 1 * * * later\n`);
    expect(putCrontabBlock("", ROOT, [])).toBe("");
  });

  test("of one project leaves that of another alone, even where one name begins with the other", () => {
    const both = putCrontabBlock(putCrontabBlock("", `${ROOT}2`, ["two"]), ROOT, ["one"]);
    expect(putCrontabBlock(both, ROOT, [])).toBe(putCrontabBlock("", `${ROOT}2`, ["two"]));
    expect(putCrontabBlock(both, `${ROOT}2`, [])).toBe(putCrontabBlock("", ROOT, ["one"]));
  });

  test("leaves every other byte as it is, whatever the encoding", () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const line = fc.string({ unit: byte.filter((char) => char !== "\n"), maxLength: 12 });
    const whole = fc.array(line, { maxLength: 5 }).map((lines) => lines.map((text) => `${text}\n`).join(""));
    fc.assert(
      fc.property(whole, whole, (before, after) => {
        const ours = putCrontabBlock("", "/home/mü/shop", ["0 10 * * * a"]);
        const installed = before + ours + after;
        expect(putCrontabBlock(installed, "/home/mü/shop", ["0 10 * * * a"])).toBe(installed);
        expect(putCrontabBlock(installed, "/home/mü/shop", [])).toBe(before + after);
        expect(putCrontabBlock(before, "/home/mü/shop", ["0 10 * * * a"])).toBe(before + ours);
      }),
    );
  });

  test.each([
    ["without its end", `# BEGIN pipewright ${ROOT}\n0 10 * * * a\n`],
    ["without its beginning", `0 10 * * * a\n# END pipewright ${ROOT}\n`],
    ["twice", `# BEGIN pipewright ${ROOT}\n# END pipewright ${ROOT}\n`.repeat(2)],
    ["backwards", `# END pipewright ${ROOT}\n# BEGIN pipewright ${ROOT}\n`],
  ])("%s is left as it is, and the person told", (_how, crontab) => {
    expect(() => putCrontabBlock(crontab, ROOT, ["0 10 * * * a"])).toThrow("Put that right with `crontab -e`");
    expect(() => putCrontabBlock(crontab, ROOT, [])).toThrow("Put that right with `crontab -e`");
  });
});
