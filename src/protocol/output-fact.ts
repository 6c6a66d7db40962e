/** What an output was when the task had made it. */
export interface OutputFact {
  /** What the target is called: the path, for a local file. */
  readonly name: string;
  /** A file on the disk of the machine that the runner is on: it can be looked at without asking the task. */
  readonly local?: true;
  /** Bytes; absent where the target does not tell. */
  readonly size?: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly modifiedMs?: number;
  /** Of the content, in hexadecimal; only where the configuration asks for `checksums`. */
  readonly sha256?: string;
}
