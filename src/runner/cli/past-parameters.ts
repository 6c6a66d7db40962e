import { parameterFlag } from "../../protocol/parameter-flag.ts";
import type { TaskRef } from "../../protocol/run-event.ts";
import { didYouMean } from "../project/did-you-mean.ts";
import { UserError } from "../run/user-error.ts";

/** By what the parameters were called when the class ran last: its code may be gone. */
export function pastParameters(
  words: readonly string[],
  { family, params }: Omit<TaskRef, "taskId">,
): Record<string, string> {
  const names = new Map(Object.keys(params).map((name) => [parameterFlag(name), name]));
  const given: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const [, flag, text] = /^(--[^=]+)(?:=(.*))?$/s.exec(words[at] ?? "") ?? [];
    if (flag === undefined)
      throw new UserError(`"${words[at]}" is not a parameter: parameters are given as --name value.`);
    const value = text ?? words[++at];
    if (value === undefined) throw new UserError(`${flag} lacks its value.`);
    const name = names.get(flag);
    if (name === undefined) {
      const known = [...names.keys()];
      throw new UserError(
        `${family} had no parameter ${flag} when it ran last. ${didYouMean(flag, known) ?? `There were: ${known.join(", ") || "none"}.`}`,
      );
    }
    given[name] = value;
  }
  return given;
}
