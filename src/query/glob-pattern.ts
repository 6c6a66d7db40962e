const SPECIAL = /[.+^${}()|[\]\\]/g;

/**
 * The expression for a glob: `*` is anything within a part of a path, `**` any number of parts, `?` one character.
 *
 * @example globPattern("tasks/**\/*.ts").test("tasks/sales/dump.ts") // true
 */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(SPECIAL, "\\$&").replace(/\*\*\/|\*\*|\*|\?/g, (sign) => {
    switch (sign) {
      case "**/":
        return "(?:.*/)?";
      case "**":
        return ".*";
      case "*":
        return "[^/]*";
      default:
        return "[^/]";
    }
  });
  return new RegExp(`^${source}$`, "i");
}
