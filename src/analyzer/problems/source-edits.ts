import type { SourceEdit } from "../../protocol/problem-fix.ts";
import type { OptionsPlace } from "../facts/behaviour-facts.ts";
import type { Place } from "../facts/place.ts";

/** Puts a text in at a place. */
export function insertAt(file: string, { line, column }: Place, text: string): SourceEdit {
  return { file, line, column, endLine: line, endColumn: column, text };
}

/** Adds a property to the object that a call takes last; `undefined` where it takes none. */
export function addOption(options: OptionsPlace, property: string, file: string): SourceEdit | undefined {
  switch (options.kind) {
    case "bare":
      return insertAt(file, options.at, `{ ${property} }`);
    case "empty":
      return insertAt(file, options.at, ` ${property} `);
    case "more":
      return insertAt(file, options.at, `, ${property}`);
    case "none":
      return undefined;
  }
}
