import { channel } from "node:diagnostics_channel";

/** What was just drawn in the editors. */
export interface Drawn {
  readonly what: "lenses" | "decorations";
  /** How many classes it was about. */
  readonly count: number;
}

/** Tells whoever measures the extension from beside it what it has drawn, and when; it costs nothing while nobody does. */
export const drawnChannel = channel("pipewright:drawn");
