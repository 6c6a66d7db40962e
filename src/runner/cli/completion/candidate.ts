/** What a word could become. */
export interface Candidate {
  readonly value: string;
  /** Shown beside it by shells that can. */
  readonly description: string;
}

/** The shell completes the names of folders itself. */
export const FOLDERS = "folders";
