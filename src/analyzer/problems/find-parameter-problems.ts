import type { ParameterDeclaration, SourceRange } from "../../protocol/task-index.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { LinkedClass } from "../linking/meaning.ts";
import type { Finding } from "./finding.ts";
import { isOtherType } from "./parameter-groups.ts";
import { addOption } from "./source-edits.ts";

type Requirement = LinkedTask["requirements"][0];

/** What a task passes to those that it requires: parameters that do not exist, of a wrong type, or left out. */
export function findParameterProblems(linkedTask: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  const findings = linkedTask.requirements.flatMap((requirement) => {
    const { meaning, byType } = requirement;
    if (byType || meaning.kind !== "class" || hierarchy.taskKindOf(meaning) === undefined) return [];
    if (!takesItsParameters(meaning, hierarchy)) return [];
    const parameters = hierarchy.parametersOf(meaning);
    const call = { linkedTask, requirement, family: meaning.facts.family, parameters };
    return [...unknownParameters(call), ...wrongTypes(call), ...leftOut(call)];
  });
  return onceEach(findings);
}

/** One way in which a task makes one that it requires. */
interface Call {
  readonly linkedTask: LinkedTask;
  readonly requirement: Requirement;
  /** Of the required task. */
  readonly family: string;
  readonly parameters: readonly ParameterDeclaration[];
}

/** Are its parameters all that its constructor takes, and are they all known? */
function takesItsParameters(linked: LinkedClass, hierarchy: ClassHierarchy): boolean {
  return (
    hierarchy.hasAllParametersOf(linked) &&
    hierarchy.lineageOf(linked).classes.every(({ facts }) => facts.behaviour?.constructs !== true)
  );
}

function at({ requirement: { file, mention } }: Call): SourceRange & { readonly file: string } {
  return { file, ...mention.range };
}

function unknownParameters(call: Call): Finding[] {
  const { requirement, family, parameters, linkedTask } = call;
  const known = parameters.map(({ name }) => name);
  const unknown = Object.keys(requirement.mention.mapping).filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  return [
    {
      code: "unknown-parameter",
      severity: "error",
      message:
        `${linkedTask.task.family} passes ${unknown.join(" and ")} to ${family}, which has no such parameter. ` +
        `It has: ${known.join(", ") || "none"}.`,
      ...at(call),
    },
  ];
}

function wrongTypes(call: Call): Finding[] {
  const { requirement, family, parameters, linkedTask } = call;
  const { mapping } = requirement.mention;
  return parameters.flatMap(({ name, type }): Finding[] => {
    const value = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    const given = value === undefined ? undefined : typeOfValue(value, linkedTask, requirement);
    if (given === undefined || !isOtherType(given, type)) return [];
    return [
      {
        code: "parameter-type",
        severity: "error",
        message:
          `${linkedTask.task.family} passes ${value} to ${family} as its ${name}: that is of type ${given}, and ` +
          `${name} of type ${type}. Pass a value of that type, or its text.`,
        ...at(call),
      },
    ];
  });
}

/** What type of parameter a value could be of, told from its text. */
function typeOfValue(text: string, { task }: LinkedTask, requirement: Requirement): string | undefined {
  if (/^-?\d+$/.test(text)) return "int";
  if (/^-?\d+\.\d+$/.test(text)) return "float";
  if (/^(?:true|false)$/.test(text)) return "bool";
  const own = /^this\.(\w+)$/.exec(text)?.[1];
  if (own === undefined || !requirement.own) return undefined;
  return task.parameters.find(({ name }) => name === own)?.type;
}

function leftOut(call: Call): Finding[] {
  const { requirement, family, parameters, linkedTask } = call;
  const { mapping, passing } = requirement.mention;
  if (!passing?.complete) return [];
  const { task } = linkedTask;
  const missing = parameters.filter(({ name }) => !Object.hasOwn(mapping, name));
  const passable = missing.filter((parameter) => isPassable(parameter, call));
  const needed = missing.filter((parameter) => parameter.default === undefined && !passable.includes(parameter));
  const forgotten = passable.filter(
    (parameter) => parameter.default === undefined || !isPassedElsewhere(parameter.name, call),
  );
  return [
    ...(needed.length === 0
      ? []
      : [
          {
            code: "missing-parameter" as const,
            severity: "error" as const,
            message:
              `${task.family} requires ${family} without ${namesOf(needed)}, which ${needed.length === 1 ? "has" : "have"} ` +
              "no default. Pass a value.",
            ...at(call),
          },
        ]),
    ...(forgotten.length === 0 ? [] : [notPassed(forgotten, call)]),
  ];
}

function notPassed(forgotten: readonly ParameterDeclaration[], call: Call): Finding {
  const { requirement, family, linkedTask } = call;
  const { file, mention } = requirement;
  const names = namesOf(forgotten);
  const options = mention.passing?.options ?? { kind: "none" };
  const properties = forgotten.map(({ name }) => `${name}: this.${name}`).join(", ");
  const edit = addOption(options, properties, file);
  const needed = forgotten.some((parameter) => parameter.default === undefined);
  return {
    code: "parameter-not-passed",
    severity: needed ? "error" : "warning",
    message:
      `${linkedTask.task.family} has ${names}, as ${family} has, and requires ${family} without. ` +
      (needed ? `Pass ${names} on.` : `Pass ${names} on, or say which value is meant instead of the default.`),
    ...at(call),
    fixes: edit === undefined ? [] : [{ title: `Pass ${names} on`, edits: [edit] }],
  };
}

/** Does the task have one of the same name and type, and is it at hand where the other task is made? */
function isPassable({ name, type, significant }: ParameterDeclaration, { linkedTask, requirement }: Call): boolean {
  if (!requirement.own) return false;
  return linkedTask.task.parameters.some(
    (own) => own.name === name && own.type === type && own.significant && significant,
  );
}

function isPassedElsewhere(name: string, { linkedTask, requirement }: Call): boolean {
  return linkedTask.requirements.some(
    ({ meaning, mention }) => meaning === requirement.meaning && Object.hasOwn(mention.mapping, name),
  );
}

function namesOf(parameters: readonly ParameterDeclaration[]): string {
  return parameters.map(({ name }) => name).join(" and ");
}

/** A place that is come to by two ways is told once. */
function onceEach(findings: readonly Finding[]): Finding[] {
  const seen = new Map(
    findings.map((finding) => [`${finding.code} ${finding.file}:${finding.line}:${finding.column}`, finding]),
  );
  return [...seen.values()];
}
