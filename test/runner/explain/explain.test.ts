import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Explanation } from "../../../src/protocol/explanation.ts";
import type { OpenLineageEvent } from "../../../src/runner/explain/open-lineage-events.ts";
import { lines } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { Shop } from "../redo/shop.ts";
import { OPEN_LINEAGE_SCHEMA } from "./open-lineage-schema.ts";

const folders = temporaryFolders();
const shop = new Shop(mkdtempSync(path.join(os.tmpdir(), "pipewright-")), { checksums: true });
afterAll(() => rmSync(shop.folder, { recursive: true, force: true, maxRetries: 5 }));
beforeAll(async () => {
  expect((await shop.call("backfill", "Report", "--from", "2026-11-01", "--to", "2026-11-02")).exitCode).toBe(0);
});

const explained = async (...asked: string[]): Promise<Explanation> =>
  lines<Explanation>((await shop.call("explain", ...asked, "--json")).stdout)[0] as Explanation;

describe("explain", () => {
  test("tells of an output by its path which run, code and parameters made it, and of what", async () => {
    const { making, upstream, stale } = await explained("out/Page-2026-11-01.txt");
    expect(making).toMatchObject({
      family: "Page",
      params: { date: "2026-11-01" },
      run: { command: "backfill", family: "Report", range: { over: "date", from: "2026-11-01", to: "2026-11-02" } },
      attempts: 1,
      isOld: false,
      inputs: [{ taskId: expect.stringMatching(/^Load_2026-11-01/), taskRun: upstream[1]?.taskRun }],
    });
    expect(making.code?.pieces.map(({ name }) => name)).toEqual(expect.arrayContaining(["Page.run", "Daily.output"]));
    expect(upstream.map(({ family, params }) => `${family} ${params.date}`)).toEqual([
      "Dump 2026-11-01",
      "Load 2026-11-01",
    ]);
    expect(stale).toEqual([]);
    expect(await explained(shop.file("out/Page-2026-11-01.txt"))).toMatchObject({ making });
    expect(await explained("Page", "--date", "2026-11-01")).toMatchObject({ making });
    expect(await explained(making.taskId)).toMatchObject({ making });
  });

  test("says to people what was made again since, and why it is stale", async () => {
    const other = new Shop(folders());
    await other.call("run", "Page", "--date", "2026-11-01");
    await other.call("run", "Load", "--date", "2026-11-01", "--force");
    const { stdout } = await other.call("explain", "Page");
    expect(stdout).toMatch(/^Page\(date=2026-11-01\)\nstale: Load was made again after this\n/);
    expect(stdout).toContain("parameters   date=2026-11-01\n");
    expect(stdout).toMatch(/ {2}code +hash [\w-]{16}\n/);
    expect(stdout).toMatch(/ {2}outputs +out\/Page-2026-11-01.txt {2}\d+ bytes\n/);
    expect(stdout).toMatch(/ {2}made of +Load\(date=2026-11-01\) .*made again since\n/);
    expect(stdout).toContain("  behind that  Dump(date=2026-11-01)\n");
  });

  test("says of what it does not know that nobody can tell", async () => {
    const { exitCode, stderr } = await shop.call("explain", "out/none.txt");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("Nothing is known of out/none.txt")]);
  });
});

describe("explain --openlineage", () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const isEvent = ajv.compile(OPEN_LINEAGE_SCHEMA);
  const facets = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, "../../../schemas/openlineage-facets.schema.json"), "utf8"),
  ) as { $defs: object };
  const isFacet = (name: string) => ajv.compile({ ...facets, $ref: `#/$defs/${name}` });

  test("tells of a start and an end for each task run behind an output, as the standard's schema wants it", async () => {
    const told = async () => (await shop.call("explain", "out/Page-2026-11-02.txt", "--openlineage")).stdout;
    const events = lines<OpenLineageEvent>(await told());
    for (const event of events) expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
    expect(events.map(({ eventType, job }) => `${eventType} ${job.name}`)).toEqual(
      ["Dump", "Load", "Page"].flatMap((name) => [`START ${name}`, `COMPLETE ${name}`]),
    );
    const [last] = events.slice(-1) as [OpenLineageEvent];
    const file = (name: string) => ({ namespace: "file", name: shop.file(`out/${name}-2026-11-02.txt`) });
    expect([last.inputs, last.outputs]).toMatchObject([[file("Load")], [file("Page")]]);
    expect(last.outputs).toMatchObject([
      {
        facets: {
          version: { datasetVersion: expect.stringMatching(/^[\da-f]{64}$/) },
          pipewright_output: { size: statSync(shop.file("out/Page-2026-11-02.txt")).size },
        },
      },
    ]);
    expect(lines(await told())).toEqual(events);
  });

  test("has facets of its own, which its schema describes", async () => {
    const events = lines<OpenLineageEvent>((await shop.call("explain", "Page", "--openlineage")).stdout);
    for (const { run, outputs } of events) {
      const own = run.facets as Record<string, unknown>;
      const found = [
        ["TaskRunFacet", own.pipewright_task],
        ["CodeRunFacet", own.pipewright_code],
        ...outputs.map((output) => ["OutputDatasetFacet", (output as { facets: any }).facets.pipewright_output]),
      ] as const;
      for (const [name, facet] of found) {
        const check = isFacet(name as string);
        expect(check(facet), JSON.stringify(check.errors)).toBe(true);
      }
    }
  });

  test("the schema refuses what is no event", async () => {
    const [event] = lines<OpenLineageEvent>((await shop.call("explain", "Page", "--openlineage")).stdout);
    for (const broken of [
      { ...event, run: { runId: "7" } },
      { ...event, schemaURL: undefined },
      { ...event, eventType: "BEGIN" },
      { ...event, job: { name: "Page" } },
      { ...event, outputs: [{ name: "x" }] },
      { ...event, job: { ...event?.job, facets: { jobType: {} } } },
      { ...event, run: { ...event?.run, facets: { own: { without: "a producer" } } } },
      { ...event, inputs: [{ namespace: "file", name: "x", inputFacets: { own: {} } }] },
      { ...event, eventTime: "yesterday" },
      // Neither a run's, nor a job's, nor a dataset's event.
      { ...event, run: undefined, job: undefined },
    ])
      expect(isEvent(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });
});
