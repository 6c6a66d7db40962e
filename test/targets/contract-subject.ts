import type { Target } from "../../src/framework/index.ts";

/** A target as the contract sees it: whatever it holds, it is written and read as lines. */
export interface Subject {
  readonly target: Target;
  write(lines: AsyncIterable<string>, signal?: AbortSignal): Promise<unknown>;
  lines(): AsyncIterable<string>;
}

/** Makes targets of a kind, in this process and in others. The default export of a module in `connectors/`. */
export interface Connector {
  /** @param name another one for each target: letters, digits and `-` */
  open(name: string): Subject;
  /** The same where there is no such server, or with a secret that is wrong: what goes wrong must not tell the secret. */
  readonly broken: Readonly<Record<string, { subject: Subject; address: string; secret?: string }>>;
}
