import path from "node:path";

/** The `paths` of a tsconfig.json. */
export class PathAliases {
  readonly #patterns: readonly (readonly [pattern: string, targets: readonly string[]])[];

  /** @param paths by pattern, with targets relative to the project's folder: `{ "@tasks/*": ["src/tasks/*"] }` */
  constructor(paths: Readonly<Record<string, readonly string[]>>) {
    // As in TypeScript: an exact name wins, then the longest beginning.
    this.#patterns = Object.entries(paths).sort(([a], [b]) => rank(b) - rank(a));
  }

  /** Where the files could be that a bare import means, without their endings. */
  resolve(specifier: string): string[] {
    for (const [pattern, targets] of this.#patterns) {
      const [before = "", after] = pattern.split("*");
      if (after === undefined ? specifier !== pattern : !specifier.startsWith(before) || !specifier.endsWith(after))
        continue;
      const wild = after === undefined ? "" : specifier.slice(before.length, specifier.length - after.length);
      return targets.map((target) => path.posix.normalize(target.replace("*", () => wild)));
    }
    return [];
  }
}

function rank(pattern: string): number {
  const star = pattern.indexOf("*");
  return star < 0 ? Number.POSITIVE_INFINITY : star;
}
