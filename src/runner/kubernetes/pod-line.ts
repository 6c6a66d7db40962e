import type { AttemptOutcome } from "../worker/worker-api.ts";

/** What a pod tells between the lines of its task's log. */
export type PodFact =
  | { readonly progressed: number }
  | { readonly messaged: string }
  | { readonly tracked: string }
  | { readonly warned: string }
  /** The taskIds of what it asks for, and that is there. */
  | { readonly asked: readonly string[] }
  /** Its last. `interrupted`: it was told from outside to stop. */
  | { readonly outcome: AttemptOutcome; readonly interrupted?: true };

/** No text begins with it by chance: a character that nothing prints, and our name. */
const MARK = "\u001epipewright ";

/** A fact as it stands in the pod's output. */
export function podLine(fact: PodFact): string {
  return `${MARK}${JSON.stringify(fact)}\n`;
}

/** Takes a pod's output apart, in pieces as they come: the task's log, and the facts that are not part of it. */
export class PodOutput {
  readonly #log: (text: string) => void;
  readonly #fact: (fact: PodFact) => void;
  /** The end of what came, which may be the beginning of a fact. */
  #rest = "";

  constructor(log: (text: string) => void, fact: (fact: PodFact) => void) {
    this.#log = log;
    this.#fact = fact;
  }

  add(text: string): void {
    this.#rest += text;
    for (;;) {
      const at = this.#rest.indexOf(MARK);
      if (at < 0) break;
      const end = this.#rest.indexOf("\n", at);
      if (end < 0) break;
      if (at > 0) this.#log(this.#rest.slice(0, at));
      const line = this.#rest.slice(at, end + 1);
      this.#rest = this.#rest.slice(end + 1);
      const fact = factOf(line);
      if (fact === undefined) this.#log(line);
      else this.#fact(fact);
    }
    this.#give(this.#possibleMark());
  }

  /** Nothing more comes. */
  end(): void {
    this.#give(this.#rest.length);
  }

  /** Where a mark stands, whole or begun, that is to be waited for. */
  #possibleMark(): number {
    const whole = this.#rest.indexOf(MARK);
    if (whole >= 0) return whole;
    const begun = this.#rest.lastIndexOf(MARK[0] as string);
    return begun >= 0 && MARK.startsWith(this.#rest.slice(begun)) ? begun : this.#rest.length;
  }

  #give(length: number): void {
    if (length > 0) this.#log(this.#rest.slice(0, length));
    this.#rest = this.#rest.slice(length);
  }
}

/** @returns `undefined` for what only looks like one */
function factOf(line: string): PodFact | undefined {
  try {
    return JSON.parse(line.slice(MARK.length)) as PodFact;
  } catch {
    return undefined;
  }
}
