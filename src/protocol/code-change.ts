import type { CodePiece } from "./code-piece.ts";

export interface CodeChange {
  readonly kind: "changed" | "added" | "removed";
  /** As it is now; as it was, where it was removed. */
  readonly piece: CodePiece;
}

/**
 * What is different in the code that a task is made by: "LoadSales.run changed (tasks/load-sales.ts line 31)". What was
 * only moved or renamed is the same.
 */
export function codeChanges(before: readonly CodePiece[], now: readonly CodePiece[]): CodeChange[] {
  const [left, came] = [without(before, now, contentOf), without(now, before, contentOf)];
  const gone = without(left, came, titleOf);
  const added = new Set(without(came, left, titleOf));
  return [
    ...came.map((piece): CodeChange => ({ kind: added.has(piece) ? "added" : "changed", piece })),
    ...gone.map((piece): CodeChange => ({ kind: "removed", piece })),
  ];
}

/** The pieces that have no equal among the others, which are counted: two equal ones need two. */
function without(
  pieces: readonly CodePiece[],
  others: readonly CodePiece[],
  keyOf: (piece: CodePiece) => string,
): CodePiece[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return pieces.filter((piece) => {
    const count = left.get(keyOf(piece)) ?? 0;
    left.set(keyOf(piece), count - 1);
    return count <= 0;
  });
}

function contentOf({ hash }: CodePiece): string {
  return hash;
}

function titleOf({ file, name }: CodePiece): string {
  return `${file} ${name}`;
}
