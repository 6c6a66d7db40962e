import type { SourceRange } from "../../protocol/task-index.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { LinkedClass } from "../linking/meaning.ts";
import { classRange } from "./class-range.ts";
import type { Finding } from "./finding.ts";
import { memberNamed } from "./task-behaviour.ts";

/** A file that the tasks of a class make. */
export interface OutputClaim {
  readonly family: string;
  readonly linked: LinkedClass;
  /** The target's class and the path, with the type of a parameter where its value stands: `LocalTarget a/{date}.csv`. */
  readonly path: string;
  readonly place: SourceRange & { readonly file: string };
}

/** The paths of a class that tell its tasks apart by nothing but their parameters' values. */
export function outputClaims(linkedTask: LinkedTask, hierarchy: ClassHierarchy): OutputClaim[] {
  const { linked, task } = linkedTask;
  const output = memberNamed(linked, "output", hierarchy);
  if (task.kind !== "task" || output === undefined) return [];
  const types = new Map(task.parameters.map(({ name, type }) => [name, type]));
  return (output.member.targets ?? []).flatMap(({ target, path, literal }) => {
    if (path === undefined || literal === undefined || !target.endsWith("Target")) return [];
    const holes = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => types.get(name));
    if (holes.includes(undefined) || holes.includes("unknown")) return [];
    const typed = path.replace(/\{(\w+)\}/g, (_, name: string) => `{${types.get(name)}}`);
    const own = output.owner === linked;
    const place = own ? { file: linked.file, ...literal.range } : { file: task.file, ...classRange(linkedTask) };
    return [{ family: task.family, linked, path: `${target} ${typed}`, place }];
  });
}

/** Classes whose tasks write the same file when their parameters are the same. The second one is told. */
export function findSharedOutputs(claims: readonly OutputClaim[], hierarchy: ClassHierarchy): Finding[] {
  const first = new Map<string, OutputClaim>();
  return claims.flatMap((claim): Finding[] => {
    const { family, linked, path, place } = claim;
    const other = first.get(path);
    if (other === undefined) first.set(path, claim);
    if (other === undefined || other.family === family || replaceEachOther(other.linked, linked, hierarchy)) return [];
    const written = path.slice(path.indexOf(" ") + 1).replace(/\{\w+\}/g, "…");
    return [
      {
        code: "shared-output",
        severity: "error",
        message:
          `${family} and ${other.family} both make ${written}: when one has run, the other one seems to be done. ` +
          "Give each a file of its own.",
        ...place,
        related: [{ ...other.place, message: `The output of ${other.family}` }],
      },
    ];
  });
}

/** A class that extends another one may well be meant to make the same. */
function replaceEachOther(a: LinkedClass, b: LinkedClass, hierarchy: ClassHierarchy): boolean {
  return hierarchy.lineageOf(a).classes.includes(b) || hierarchy.lineageOf(b).classes.includes(a);
}
