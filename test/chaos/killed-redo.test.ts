// What a bug has spoiled is set aside and made again, and the command is killed at any moment of either.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { start } from "../support/command.ts";
import { faults } from "./faults.ts";
import { RedoneMonth, SPOILED } from "./redone-month.ts";

const THOROUGH = process.env.MODE === "thorough";
/** Of one round; the three months as a whole are in test/examples/redo-a-month.test.ts. */
const DAYS = THOROUGH ? 10 : 1;
const RANGE = ["--from", "2026-11-05", "--to", `2026-11-${String(4 + DAYS).padStart(2, "0")}`];
const INVALIDATE = ["invalidate", "--stale", "--yes"];
const BACKFILL = ["backfill", "SalesReport", ...RANGE];

const kills = faults("kill -9 of a redo", { thorough: 30, bounded: 1 }, (next, index) => ({
  // In short the other is killed by test/runner/redo/invalidate.test.ts.
  command: THOROUGH && index % 2 === 0 ? ("invalidate" as const) : ("backfill" as const),
  // Of the time that it takes when nobody disturbs it.
  moment: next(),
}));

let spoiled: RedoneMonth;
let aside: RedoneMonth;
/** What a redo makes that nobody disturbs. */
let redoneMade: Record<string, unknown>;
let spoiledMade: Record<string, unknown>;
const took = { invalidate: 0, backfill: 0 };

beforeAll(async () => {
  spoiled = await RedoneMonth.spoiled(RANGE);
  spoiledMade = await spoiled.made();
  aside = spoiled.copy();
  took.invalidate = await timed(() => aside.succeed(...INVALIDATE));
  const redone = aside.copy();
  took.backfill = await timed(() => redone.succeed(...BACKFILL));
  redoneMade = await redone.made();
  redone.remove();
  expect(redoneMade).not.toEqual(spoiledMade);
  // In short it is shown by test/examples/redo-a-month.test.ts.
  if (!THOROUGH) return;
  const clean = await RedoneMonth.clean(RANGE);
  expect(redoneMade).toEqual(await clean.made());
  clean.remove();
}, 600_000);

afterAll(() => {
  spoiled?.remove();
  aside?.remove();
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

test.for(kills.all)("$command, killed at $moment of its time", { timeout: 300_000 }, async ({ command, moment }) => {
  const month = (command === "invalidate" ? spoiled : aside).copy();
  try {
    const before = month.lastTaskRun();
    const args = command === "invalidate" ? INVALIDATE : BACKFILL;
    const killed = start(month.folder, args, "ignore");
    const exited = once(killed, "exit");
    await Promise.race([sleep(moment * took[command]), exited]);
    killed.kill("SIGKILL");
    await exited;
    // At once: its workers may still be about to end.
    await month.succeed(...args);
    if (command === "invalidate") await month.succeed(...BACKFILL);
    expect(await month.made()).toEqual(redoneMade);
    expect(await month.stale()).toEqual([]);
    const ran = month.runsAfter(before);
    const untouched = [...ran.keys()].filter((name) => !SPOILED.includes(name.split(" ")[0] ?? ""));
    expect(untouched, "tasks that ran without need").toEqual([]);
    expect(Math.max(...ran.values()), "times that a task came to its end").toBe(1);

    // Nothing is lost: what was set aside comes back whole, when what is new makes room for it.
    for (const folder of ["aggregate", "report"]) month.removeFiles(folder);
    for (const when of month.trash()) await month.succeed("restore", when);
    const files = (made: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(made).filter(([, content]) => typeof content === "string"));
    expect(files(await month.made())).toEqual(files(spoiledMade));
    kills.survived();
  } finally {
    month.remove();
  }
});
