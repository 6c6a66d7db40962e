/** What `state:` can be, in the words of the protocol. */
const STATES = [
  "alreadyComplete",
  "cancelled",
  "crashed",
  "disabled",
  "failed",
  "missingExternal",
  "neverRan",
  "pending",
  "ran",
  "retrying",
  "runElsewhere",
  "running",
  "schedulingError",
  "waiting",
] as const;

type State = (typeof STATES)[number];

/** Words for several of them, as people say it. */
const GROUPS: Readonly<Record<string, readonly State[]>> = {
  complete: ["alreadyComplete", "ran"],
  trouble: ["failed", "crashed", "schedulingError", "missingExternal", "disabled"],
  missing: ["missingExternal"],
  never: ["neverRan"],
};

export const STATE_WORDS: readonly string[] = [...STATES.map(kebab), ...Object.keys(GROUPS)].sort();

/** The states that a word stands for: `never-ran`, `neverRan`, `trouble`; none for another word. */
export function statesNamed(word: string): readonly string[] {
  const group = Object.hasOwn(GROUPS, word.toLowerCase()) ? GROUPS[word.toLowerCase()] : undefined;
  const same = (state: State) => state.toLowerCase() === word.toLowerCase().replaceAll("-", "");
  return group ?? STATES.filter(same);
}

function kebab(state: State): string {
  return state.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
