import type { Silencer } from "../facts/silencer.ts";

const WORD = "pipewright-disable-next-line";
const COMMENT = /^(\s*(?:\/\/|\/\*+)\s*)pipewright-disable-next-line\b([^:]*)(?::(.*?))?(?:\*\/)?$/;
const NO_CODE = /^\s*(?:$|\/\/|\/\*|\*)/;

/** The comments of a file that take findings back. A comment that stands behind code is none. */
export function readSilencers(text: string): Silencer[] {
  if (!text.includes(WORD)) return [];
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines.flatMap((line, index): Silencer[] => {
    const [, before, codes = "", reason = ""] = COMMENT.exec(line) ?? [];
    if (before === undefined) return [];
    const next = lines.findIndex((other, at) => at > index && !NO_CODE.test(other));
    return [
      {
        range: { line: index + 1, column: before.length + 1, endLine: index + 1, endColumn: line.length + 1 },
        codes: codes.split(/[\s,]+/).filter((code) => code !== ""),
        reason: reason.trim() || undefined,
        line: next < 0 ? index + 2 : next + 1,
      },
    ];
  });
}
