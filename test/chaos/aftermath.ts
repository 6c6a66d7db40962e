import path from "node:path";
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
  expectOutputs(project, disturbed);
  expectHistory(project);
  await expectReadable(project);
  const { exitCode, finished } = await project.run().end();
  expect(exitCode, "of one more run").toBe(0);
  expect(new Set(finished?.tasks.map(({ status }) => status))).toEqual(new Set(["alreadyComplete"]));
}

function expectOutputs(project: ChaosProject, disturbed: ReadonlySet<number>): void {
  const outputs = project.outputs();
  expect(
    [...outputs.keys()].filter((name) => !/^\d+\/\d+\.txt$/.test(name)),
    "files that nobody asked for",
  ).toEqual([]);
  expect(outputs.size).toBe(CELLS);
  const notes = Map.groupBy(project.notes(), ({ cell }) => cell);
  const makers = new Map([...outputs].map(([name, content]) => [name, content.slice(0, 36)]));
  for (const [name, content] of outputs) {
    const maker = makers.get(name) as string;
    const [row, column] = name.replace(".txt", "").split("/").map(Number) as [number, number];
    const sources = row === 0 ? [] : [0, 7, 13].map((step) => makers.get(`${row - 1}/${(column + step) % 20}.txt`));
    // The makers of what it was made of are still the makers of what is there: nothing was replaced behind its back.
    expect(content, name).toBe(wholeContent([maker, ...sources].join(" "), maker));
    expectMadeOnce(notes.get(`${row}/${column}`) ?? [], maker, disturbed);
  }
}

function wholeContent(head: string, maker: string): string {
  const body = Array.from({ length: 50 }, (_, index) => `${index + 1} ${maker}\n`.repeat(10));
  return [`${head}\n`, ...body, "end\n"].join("");
}

function expectMadeOnce(notes: readonly Note[], maker: string, disturbed: ReadonlySet<number>): void {
  const made = notes.filter(({ what }) => what === "made");
  // Who was killed between the file and its note has made it all the same.
  expect(made.filter((note) => note.maker !== maker)).toEqual([]);
  expect(made.length).toBeLessThanOrEqual(1);
  const others = notes.filter((note) => note.what === "began" && note.maker !== maker);
  expect(others.filter(({ pid }) => !disturbed.has(pid))).toEqual([]);
}

function expectHistory({ folder }: ChaosProject): void {
  const database = new DatabaseSync(path.join(folder, ".pipewright/history.db"), { readOnly: true });
  try {
    const all = (sql: string) => database.prepare(sql).all();
    expect(all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    for (const table of ["runs", "task_runs", "attempts"])
      expect(all(`SELECT * FROM ${table} WHERE status = 'running'`), table).toEqual([]);
    expect(all("SELECT * FROM claims"), "claims that nobody holds any more").toEqual([]);
    expect(
      all(
        "SELECT task_id FROM task_runs WHERE family = 'Cell' AND status = 'ran' GROUP BY task_id HAVING count(*) > 1",
      ),
      "tasks that ran twice",
    ).toEqual([]);
    // Who died between the output and the word of it is down as crashed.
    expect(
      all("SELECT count(DISTINCT task_id) AS n FROM task_runs WHERE family = 'Cell' AND status IN ('ran', 'crashed')"),
    ).toEqual([{ n: CELLS }]);
    expect(
      all("SELECT task_id FROM latest WHERE family = 'Cell' AND status NOT IN ('ran', 'alreadyComplete')"),
      "tasks that stand as troubled",
    ).toEqual([]);
  } finally {
    database.close();
  }
}

async function expectReadable({ folder }: ChaosProject): Promise<void> {
  const { exitCode, stdout, stderr } = await pipewright(folder, ["history", "--json"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(lines(stdout).length).toBeGreaterThan(0);
}
