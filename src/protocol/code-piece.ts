/** A piece of the code that a task is made by: a function, a constant, a member of a class. */
export interface CodePiece {
  readonly file: string;
  /** `LoadSales.run`, `readCsv`; empty for the statements that run when the file is loaded. */
  readonly name: string;
  readonly line: number;
  readonly hash: string;
}
