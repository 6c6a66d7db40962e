import type { Heritage } from "../facts/class-facts.ts";
import type { Declaration, NamePath } from "../facts/file-facts.ts";
import type { FunctionFacts } from "../facts/function-facts.ts";
import type { ParameterEntry } from "../facts/parameter-facts.ts";

/** The names that have to be known to make sense of a declaration. */
export function namesUsedBy(declaration: Declaration): NamePath[] {
  switch (declaration.kind) {
    case "class": {
      const { heritage, members } = declaration;
      return [...ofHeritage(heritage), ...Object.values(members).flatMap(ofFunction)];
    }
    case "function": {
      const { makes, applies, entries = [] } = declaration;
      const made = makes ? namesUsedBy(makes.made) : [];
      return [...ofFunction(declaration), ...made, ...ofHeritage(applies), ...entries.flatMap(ofEntry)];
    }
    case "parameters":
      return declaration.entries.flatMap(ofEntry);
    case "alias":
      return [declaration.of];
    case "import":
    case "parameter":
    case "namespace":
    case "other":
      return [];
  }
}

function ofHeritage(heritage: Heritage | undefined): NamePath[] {
  if (heritage === undefined) return [];
  const { base, given = [], parameters } = heritage;
  return [...(base === undefined ? [] : [base]), ...parameters.flatMap(ofEntry), ...given.flatMap(ofHeritage)];
}

function ofFunction({ returns, yields }: FunctionFacts): NamePath[] {
  return [...returns, ...yields].flatMap((mention) => [
    "new" in mention ? mention.new : mention.use,
    ...(mention.inside ?? []),
  ]);
}

function ofEntry(entry: ParameterEntry): NamePath[] {
  if ("spread" in entry) return [entry.spread];
  return "ref" in entry ? [entry.ref] : [];
}
