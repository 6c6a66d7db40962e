import type { TaskClass } from "../src/protocol/task-index.ts";
import { parametersText } from "./parameters-text.ts";

// Widths of a letter in the editor's usual font at 13 and 11 pixels, on the wide side: what is still longer is cut.
const NAME_LETTER = 7.8;
const SMALL_LETTER = 6.4;
const AROUND = 56;
const NARROWEST = 204;
const WIDEST = 320;

const HEIGHT = 68;

/** A node's size follows from what never changes while it is shown, so that a status moves nothing. */
export function nodeSize(task: TaskClass): { width: number; height: number } {
  const name = task.family.length * NAME_LETTER;
  const parameters = parametersText(task).length * SMALL_LETTER;
  const width = Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(Math.max(name, parameters) + AROUND)));
  return { width, height: HEIGHT };
}
