import type { Link } from "../facts/file-facts.ts";
import type { Place } from "../facts/place.ts";
import { ts } from "../typescript.ts";

/** The file that is being read. */
export interface SourceContext {
  readonly source: ts.SourceFile;
  /** By local name. */
  readonly imports: ReadonlyMap<string, Link>;
  /** Everything that the top level declares, imports too. */
  readonly topLevel: ReadonlySet<string>;
}

export function placeOf(source: ts.SourceFile, node: ts.Node): Place {
  return placeAt(source, node.getStart(source));
}

export function placeAt(source: ts.SourceFile, position: number): Place {
  const { line, character } = ts.getLineAndCharacterOfPosition(source, position);
  return { line: line + 1, column: character + 1 };
}
