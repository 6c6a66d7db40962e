import type { ProblemFix, RelatedPlace } from "../../protocol/problem-fix.ts";
import type { ParameterDeclaration } from "../../protocol/task-index.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import { own } from "../linking/own.ts";
import { classRange } from "./class-range.ts";
import type { Finding } from "./finding.ts";
import { insertIntoPath } from "./insert-into-path.ts";
import { addOption } from "./source-edits.ts";
import { dependenceOf, memberNamed, type OwnedMember } from "./task-behaviour.ts";

/** Two tasks that differ in one of these are nearly always meant to make two files. */
const DATES: ReadonlySet<string> = new Set([
  "date",
  "month",
  "year",
  "dateHour",
  "dateMinute",
  "dateSecond",
  "dateInterval",
]);
/** Their text may stand in a file's name. */
const NAMEABLE: ReadonlySet<string> = new Set([...DATES, "string", "int", "float", "bool", "choice"]);

/**
 * An output that is the same whatever a significant parameter is: two tasks would share one file, and the second one
 * would seem to be done already.
 */
export function findIgnoredParameters(linkedTask: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  const { linked, task } = linkedTask;
  const output = memberNamed(linked, "output", hierarchy);
  if (task.kind !== "task" || output === undefined || output.member.empty) return [];
  // Then it is not the outputs that tell whether it is done.
  if (memberNamed(linked, "complete", hierarchy) ?? memberNamed(linked, "bulkComplete", hierarchy)) return [];
  const { parameters, open } = dependenceOf(linkedTask, output, hierarchy);
  const ignored = task.parameters.filter(
    ({ name, significant, type }) => significant && type !== "unknown" && !parameters.has(name),
  );
  const [first] = ignored;
  if (open || first === undefined) return [];
  const names = ignored.map(({ name }) => name).join(" and ");
  const owned = output.owner === linked;
  return [
    {
      code: "output-ignores-parameter",
      severity: ignored.some(({ type }) => DATES.has(type)) ? "error" : "warning",
      message:
        `output() of ${task.family} does not depend on ${names}: tasks that differ only there share one output, and ` +
        `all but the first are never run. Put ${names} into the output, or say \`significant: false\`.`,
      file: task.file,
      ...(owned ? output.member.range : classRange(linkedTask)),
      related: [
        ...(owned ? [] : [{ file: output.owner.file, ...output.member.range, message: "The output is made here." }]),
        ...ignored.flatMap((parameter) => declared(parameter, linkedTask, hierarchy)),
      ],
      fixes: ignored.flatMap((parameter) => [
        ...(owned ? intoPath(parameter, output) : []),
        ...notSignificant(parameter, linkedTask, hierarchy),
      ]),
    },
  ];
}

function declared({ name }: ParameterDeclaration, { linked }: LinkedTask, hierarchy: ClassHierarchy): RelatedPlace[] {
  const source = sourceOf(name, linked, hierarchy);
  return source ? [{ file: source.file, ...source.parameter.range, message: `The parameter ${name}` }] : [];
}

function sourceOf(name: string, linked: LinkedTask["linked"], hierarchy: ClassHierarchy) {
  for (const { file, facts } of hierarchy.lineageOf(linked).classes) {
    const parameter = own(facts.behaviour?.parameters, name);
    if (parameter) return { file, parameter };
  }
  return undefined;
}

/** Where there is one path only, and it stands there literally. */
function intoPath({ name, type }: ParameterDeclaration, { owner, member }: OwnedMember): ProblemFix[] {
  const [target, ...others] = member.targets ?? [];
  if (target?.literal === undefined || others.length > 0 || !NAMEABLE.has(type)) return [];
  const { text, range } = target.literal;
  const title = `Put ${name} into the path`;
  return [{ title, edits: [{ file: owner.file, ...range, text: insertIntoPath(text, name) }] }];
}

function notSignificant(
  { name }: ParameterDeclaration,
  { linked }: LinkedTask,
  hierarchy: ClassHierarchy,
): ProblemFix[] {
  const source = sourceOf(name, linked, hierarchy);
  const call = source?.parameter.call;
  if (source === undefined || call === undefined || call.given.includes("significant")) return [];
  const edit = addOption(call.options, "significant: false", source.file);
  return edit === undefined ? [] : [{ title: `Say that ${name} makes no difference`, edits: [edit] }];
}
