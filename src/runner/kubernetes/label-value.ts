import { createHash } from "node:crypto";

const MOST = 63;

/** In the letters that the value of a label may have; what had to be changed is told apart by a hash. */
export function labelValue(text: string): string {
  const fitting = inItsLetters(text, MOST);
  if (fitting === text && text !== "") return text;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return [inItsLetters(text, MOST - hash.length - 1), hash].filter((part) => part !== "").join("-");
}

function inItsLetters(text: string, most: number): string {
  return text
    .replaceAll(/[^\w.-]+/g, "-")
    .slice(0, most)
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}
