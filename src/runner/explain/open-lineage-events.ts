import { createHash } from "node:crypto";
import path from "node:path";
import type { Explanation, Making } from "../../protocol/explanation.ts";
import type { OutputFact } from "../../protocol/output-fact.ts";

export interface OpenLineageOptions {
  /** Of the jobs. */
  readonly namespace: string;
  /** The project's folder: what relative paths count from. */
  readonly root: string;
  /** Of this program. */
  readonly version: string;
}

// https://openlineage.io/spec/2-0-2/OpenLineage.json, and its facets beside it.
const SPEC = "https://openlineage.io/spec";

/** An event of the standard; test/runner/explain holds it against the standard's schema. */
export interface OpenLineageEvent {
  readonly eventType: "START" | "COMPLETE";
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly run: { readonly runId: string; readonly facets: object };
  readonly job: { readonly namespace: string; readonly name: string; readonly facets: object };
  readonly inputs: readonly object[];
  readonly outputs: readonly object[];
}

/**
 * A making and all that it was made of as events of OpenLineage: for each task run that made something its start and its
 * end, the first one first. The same makings give the same events, run ids included, however often they are told.
 */
export function openLineageEvents(
  { making, upstream }: Pick<Explanation, "making" | "upstream">,
  { namespace, root, version }: OpenLineageOptions,
): OpenLineageEvent[] {
  const producer = `pkg:npm/pipewright@${version}`;
  const makings = new Map([...upstream, making].map((each) => [each.taskRun, each]));
  const facet = (schema: string, body: object) => ({ _producer: producer, _schemaURL: schema, ...body });
  const standard = (file: string, body: object) => {
    const name = path.posix.basename(file, ".json");
    return facet(`${SPEC}/facets/${file}#/$defs/${name}`, body);
  };
  const own = (name: string, body: object) =>
    facet(`${producer}#schemas/openlineage-facets.schema.json/$defs/${name}`, body);

  return [...makings.values()]
    .filter(({ outputs }) => outputs.length > 0)
    .flatMap((each) => {
      const shared = { producer, schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent` };
      const run = { runId: uuidOf(`${each.run.runId} ${each.taskId}`), facets: runFacets(each) };
      const job = { namespace, name: each.family, facets: { jobType: jobType() } };
      const inputs = inputsOf(each, makings).map(({ name, facets }) => ({ ...nameOf(name, root), facets }));
      const outputs = each.outputs.map((output) => ({ ...nameOf(output.name, root), facets: datasetFacets(output) }));
      return [
        { eventType: "START", eventTime: each.startedAt, ...shared, run, job, inputs, outputs: [] },
        { eventType: "COMPLETE", eventTime: each.finishedAt, ...shared, run, job, inputs, outputs },
      ] as const;
    });

  function jobType() {
    return standard("2-0-3/JobTypeJobFacet.json", {
      processingType: "BATCH",
      integration: "PIPEWRIGHT",
      jobType: "TASK",
    });
  }

  function runFacets({ run, taskId, params, attempts, log, code }: Making) {
    return {
      parent: standard("1-0-1/ParentRunFacet.json", {
        run: { runId: uuidOf(run.runId) },
        job: { namespace, name: `${run.command} ${run.family}` },
      }),
      processing_engine: standard("1-1-1/ProcessingEngineRunFacet.json", { name: "Pipewright", version }),
      pipewright_task: own("TaskRunFacet", { taskId, runId: run.runId, parameters: params, attempts, log }),
      ...(code && { pipewright_code: own("CodeRunFacet", code) }),
    };
  }

  function datasetFacets({ size, modifiedMs, sha256 }: OutputFact) {
    // What tells this content from what was there before or comes after.
    const datasetVersion = sha256 ?? (modifiedMs === undefined ? undefined : new Date(modifiedMs).toISOString());
    const isKnown = [size, modifiedMs, sha256].some((fact) => fact !== undefined);
    return {
      ...(datasetVersion && { version: standard("1-0-1/DatasetVersionDatasetFacet.json", { datasetVersion }) }),
      ...(isKnown && { pipewright_output: own("OutputDatasetFacet", { size, modifiedMs, sha256 }) }),
    };
  }

  /** The outputs that were read. What makes nothing itself hands on what it requires. */
  function inputsOf(of: Making, known: ReadonlyMap<number, Making>) {
    const found: { name: string; facets: object }[] = [];
    const open = [...of.inputs];
    const seen = new Set<string>();
    for (const { taskId, taskRun } of open) {
      if (seen.has(taskId)) continue;
      seen.add(taskId);
      const input = taskRun === undefined ? undefined : known.get(taskRun);
      // Nobody knows what its outputs are called.
      if (input === undefined) found.push({ name: `task:${taskId}`, facets: {} });
      else if (input.outputs.length === 0) open.push(...input.inputs);
      else found.push(...input.outputs.map((output) => ({ name: output.name, facets: datasetFacets(output) })));
    }
    return found;
  }
}

/** By https://openlineage.io/docs/spec/naming: the place in the namespace, the rest in the name. */
function nameOf(name: string, root: string): { namespace: string; name: string } {
  const [, place, rest] = /^([a-z][a-z\d+.-]*:\/\/[^/]*)\/?(.*)$/is.exec(name) ?? [];
  if (place !== undefined) return { namespace: place, name: rest || "/" };
  const [, scheme, other] = /^([a-z][a-z\d+.-]+):(.+)$/is.exec(name) ?? [];
  if (scheme !== undefined) return { namespace: scheme === "task" ? "pipewright" : scheme, name: other ?? "" };
  return { namespace: "file", name: path.resolve(root, name).replaceAll("\\", "/") };
}

/** A name as a UUID of version 5: https://www.rfc-editor.org/rfc/rfc9562#section-5.5 */
function uuidOf(name: string): string {
  const hash = createHash("sha1").update(NAMESPACE).update(name).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A UUID of its own, in bytes, so that nobody else's names give the same. */
const NAMESPACE = Buffer.from("5d3b8f6c1c0e4b0f9b7e2a4d6f81c953", "hex");
