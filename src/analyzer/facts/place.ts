/** Where something stands in its file, 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
