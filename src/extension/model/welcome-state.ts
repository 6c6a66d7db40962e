/** What there is to know of a window, as far as its views may be empty for it. */
export interface WindowFacts {
  readonly hasFolder: boolean;
  /** Whether it is known which projects there are. */
  readonly looked: boolean;
  /** Each project's task classes: how far they are read, and how many. */
  readonly projects: readonly { readonly state: "loading" | "ready" | "failed"; readonly tasks: number }[];
}

/**
 * What an empty view has to say. Trust is another matter, which VS Code tells of by itself.
 *
 *     noFolder ──folder opened──▶ reading ──▶ ready      there are task classes
 *                                   │ ▲          ▲
 *                                   ▼ │ edits    │ written
 *                       unreadable, noTasks ─────┘
 */
export type WelcomeState = "noFolder" | "reading" | "unreadable" | "noTasks" | "ready";

export function welcomeState({ hasFolder, looked, projects }: WindowFacts): WelcomeState {
  if (projects.some(({ tasks }) => tasks > 0)) return "ready";
  if (!hasFolder) return "noFolder";
  if (!looked || projects.some(({ state }) => state === "loading")) return "reading";
  return projects.some(({ state }) => state === "failed") ? "unreadable" : "noTasks";
}
