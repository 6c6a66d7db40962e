import type { TaskIndexCache } from "../../protocol/task-index-cache.ts";
import type { AskTypes, TypeAnswers, TypeQuestion } from "./type-question.ts";

/** What is kept of the checker's answers between starts. */
type KeptTypes = NonNullable<TaskIndexCache["types"]>;

/** Keeps what the type checker has told, and asks it again when that may not be true any more. */
export class TypeAsker {
  readonly #root: string;
  readonly #ask: AskTypes | undefined;
  #answers: TypeAnswers = new Map();
  /** The files that the answers depend on. */
  #files: ReadonlySet<string> = new Set();
  #outdated = false;
  #asking: AbortController | undefined;

  /** @param ask absent where there is nobody to ask */
  constructor(root: string, ask: AskTypes | undefined) {
    this.#root = root;
    this.#ask = ask;
  }

  get answers(): TypeAnswers {
    return this.#answers;
  }

  get kept(): KeptTypes {
    return { answers: [...this.#answers], files: [...this.#files] };
  }

  restore({ answers, files }: KeptTypes): void {
    this.#answers = new Map(answers);
    this.#files = new Set(files);
  }

  /** Says that a file has another content than when the checker was asked. */
  changed(file: string): void {
    this.#outdated ||= this.#files.has(file);
  }

  /** Says which of the files that the answers depend on have changed, by what tells one content from another. */
  compare(before: ReadonlyMap<string, string>, now: (file: string) => string): void {
    for (const file of this.#files) {
      const stamp = before.get(file);
      if (stamp !== undefined && stamp !== now(file)) this.changed(file);
    }
  }

  /** Is there something to ask? */
  isDue(questions: readonly TypeQuestion[]): boolean {
    if (this.#ask === undefined || questions.length === 0) return false;
    return this.#outdated || questions.some(({ key }) => !this.#answers.has(key));
  }

  /**
   * Asks, if that is due. What can not be answered counts as answered: it would not be another time either.
   *
   * @returns whether the answers are others than before
   */
  async ask(questions: readonly TypeQuestion[], texts: ReadonlyMap<string, string>): Promise<boolean> {
    if (this.#ask === undefined || !this.isDue(questions)) return false;
    this.#outdated = false;
    this.cancel();
    const asking = new AbortController();
    this.#asking = asking;
    const reply = await this.#ask({ root: this.#root, questions, texts }, asking.signal).catch((error: unknown) => {
      if (!asking.signal.aborted) console.error(`The type checker could not be asked: ${String(error)}`);
      return undefined;
    });
    if (this.#asking !== asking) {
      // It was cancelled, and is asked again with what is known then; or somebody has asked already.
      this.#outdated ||= this.#asking === undefined;
      return false;
    }
    this.#asking = undefined;
    const before = this.#answers;
    if (reply) this.#files = reply.files;
    this.#answers = new Map(
      questions.map(({ key }) => {
        const [old, now = { classes: [] }] = [before.get(key), reply ? reply.answers.get(key) : before.get(key)];
        return [key, old && JSON.stringify(old) === JSON.stringify(now) ? old : now];
      }),
    );
    return [...this.#answers].some(([key, answer]) => before.get(key) !== answer);
  }

  cancel(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }
}
