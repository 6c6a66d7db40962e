import type { Size } from "./graph-model.ts";

// Widths of a letter in the editor's usual font at 13 and 11 pixels, on the wide side: what is still longer is cut.
const NAME_LETTER = 7.8;
const SMALL_LETTER = 6.4;
const AROUND = 56;
/** With room for a note like `1 failed, 1 pending · 2 h ago · 1.2 s`. */
const NARROWEST = 264;
const WIDEST = 320;

const HEIGHT = 68;

/** A node's size follows from what never changes while it is shown, so that a status moves nothing. */
export function nodeSize(title: string, detail: string): Size {
  const words = Math.max(title.length * NAME_LETTER, detail.length * SMALL_LETTER);
  return { width: Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(words + AROUND))), height: HEIGHT };
}
