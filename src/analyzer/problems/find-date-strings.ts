import type { ProblemFix } from "../../protocol/problem-fix.ts";
import type { ParameterSource } from "../facts/behaviour-facts.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";
import { insertAt } from "./source-edits.ts";

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^date$|[a-z]Date$/, "DateParameter"],
  [/^month$|[a-z]Month$/, "MonthParameter"],
];
/** Options that mean the same to a date: any other has to be written anew. */
const KEPT: ReadonlySet<string> = new Set(["description", "significant", "visibility"]);

/** A date that is any text: it is not checked, can not be reckoned with, and no backfill can run over it. */
export function findDateStrings({ linked, task }: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  return hierarchy.lineageOf(linked).classes.flatMap(({ file, facts }) =>
    Object.entries(facts.behaviour?.parameters ?? {}).flatMap(([name, source]): Finding[] => {
      const better = NAMES.find(([pattern]) => pattern.test(name))?.[1];
      if (better === undefined || source.call?.name !== "StringParameter" || !source.call.imported) return [];
      return [
        {
          code: "date-as-string",
          severity: "warning",
          message:
            `The parameter ${name} of ${task.family} is any text: a wrong date is not noticed, and no backfill can run ` +
            `over it. Use ${better}().`,
          file,
          ...source.range,
          fixes: fixOf(source, better, file),
        },
      ];
    }),
  );
}

function fixOf({ call }: ParameterSource, better: string, file: string): ProblemFix[] {
  if (!call?.imported || !call.given.every((option) => KEPT.has(option))) return [];
  const { at, names } = call.imported;
  const edits = [{ file, ...call.range, text: better }];
  if (!names.includes(better)) edits.push(insertAt(file, at, `${better}, `));
  return [{ title: `Make it a ${better}`, edits }];
}
