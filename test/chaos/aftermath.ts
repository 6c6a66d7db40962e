import { DatabaseSync } from "node:sqlite";
import { expect, vi } from "vitest";
import { lines, pipewright } from "../support/command.ts";
import { CELLS, type ChaosProject, type Note } from "./chaos-project.ts";

/**
 * What must hold after any disturbance, once an undisturbed run has ended as well: every output is there once and
 * whole, nothing was done twice that was done once, the history is readable and tells of it all, and no process and no
 * temporary file is left.
 *
 * @param disturbed the processes whose attempts may have been cut short: the only ones that may be repeated
 */
export async function expectOrder(project: ChaosProject, disturbed: ReadonlySet<number>): Promise<void> {
  await vi.waitFor(() => expect(project.processes(), "processes that are left").toEqual([]), 10_000);
  expectHistory(project, expectOutputs(project, disturbed), disturbed);
  await expectReadable(project);
  const { exitCode, finished } = await project.run().end();
  expect(exitCode, "of one more run").toBe(0);
  expect(new Set(finished?.tasks.map(({ status }) => status))).toEqual(new Set(["alreadyComplete"]));
}

/** @returns who made the output of each cell: a process's id */
function expectOutputs(project: ChaosProject, disturbed: ReadonlySet<number>): ReadonlyMap<string, number> {
  const outputs = project.outputs();
  expect(
    [...outputs.keys()].filter((file) => !/^\d+\/\d+\.txt$/.test(file)),
    "files that nobody asked for",
  ).toEqual([]);
  expect(outputs.size).toBe(CELLS);
  const notes = Map.groupBy(project.notes(), ({ cell }) => cell);
  const makers = new Map([...outputs].map(([file, content]) => [file.replace(".txt", ""), content.slice(0, 36)]));
  const pids = new Map<string, number>();
  for (const [cell, maker] of makers) {
    const [row, column] = cell.split("/").map(Number) as [number, number];
    const sources = row === 0 ? [] : [0, 7, 13].map((step) => makers.get(`${row - 1}/${(column + step) % 20}`));
    // The makers of what it was made of are still the makers of what is there: nothing was replaced behind its back.
    expect(outputs.get(`${cell}.txt`), cell).toBe(wholeContent([maker, ...sources].join(" "), maker));
    pids.set(cell, expectMadeOnce(notes.get(cell) ?? [], maker, disturbed));
  }
  return pids;
}

function wholeContent(head: string, maker: string): string {
  const body = Array.from({ length: 50 }, (_, index) => `${index + 1} ${maker}\n`.repeat(10));
  return [`${head}\n`, ...body, "end\n"].join("");
}

/** @returns the id of the process that made it */
function expectMadeOnce(notes: readonly Note[], maker: string, disturbed: ReadonlySet<number>): number {
  const made = notes.filter(({ what }) => what === "made");
  // Who was killed between the file and its note has made it all the same.
  expect(made.filter((note) => note.maker !== maker)).toEqual([]);
  expect(made.length).toBeLessThanOrEqual(1);
  const [own, others] = [true, false].map((is) =>
    notes.filter((note) => note.what === "began" && (note.maker === maker) === is),
  ) as [Note[], Note[]];
  expect(
    others.filter(({ pid }) => !disturbed.has(pid)),
    "attempts that nobody disturbed, beside the one that counts",
  ).toEqual([]);
  expect(own).toHaveLength(1);
  return own[0]?.pid as number;
}

function expectHistory(
  project: ChaosProject,
  makers: ReadonlyMap<string, number>,
  disturbed: ReadonlySet<number>,
): void {
  const database = project.tables();
  try {
    const all = (sql: string) => database.prepare(sql).all();
    if (database instanceof DatabaseSync) expect(all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    for (const table of ["runs", "task_runs", "attempts"])
      expect(all(`SELECT * FROM ${table} WHERE status = 'running'`), table).toEqual([]);
    expect(all("SELECT * FROM claims"), "claims that nobody holds any more").toEqual([]);
    expect(
      all("SELECT task_id FROM latest WHERE family = 'Cell' AND status NOT IN ('ran', 'alreadyComplete')"),
      "tasks that stand as troubled",
    ).toEqual([]);
    const ran = all(
      "SELECT (params ->> 'row') || '/' || (params ->> 'column') AS cell FROM task_runs WHERE family = 'Cell' AND status = 'ran'",
    ).map(({ cell }) => String(cell));
    expect(new Set(ran).size, "tasks that ran in one run alone").toBe(ran.length);
    // Who was disturbed between the output and the word of it has no credit for it.
    const uncredited = [...makers].filter(([cell, pid]) => !disturbed.has(pid) && !ran.includes(cell));
    expect(uncredited, "tasks that nobody ran").toEqual([]);
  } finally {
    database.close();
  }
}

async function expectReadable({ folder, env }: ChaosProject): Promise<void> {
  const { exitCode, stdout, stderr } = await pipewright(folder, ["history", "--json"], env);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(lines(stdout).length).toBeGreaterThan(0);
}
