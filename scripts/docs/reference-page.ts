/** A page that is made of what the code says of itself. */
export interface ReferencePage {
  /** Relative to the repository's folder. */
  readonly file: string;
  readonly render: () => string;
}
