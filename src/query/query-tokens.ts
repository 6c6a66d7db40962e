import type { QueryError } from "./query.ts";

/** A piece of a query's text. */
export interface QueryToken {
  readonly kind: "word" | "quoted" | "," | "(" | ")" | "+" | "!" | "end";
  /** Without quotes. */
  readonly text: string;
  readonly position: number;
  readonly length: number;
  /** Nothing stands between it and the one before. */
  readonly joined: boolean;
}

const SIGNS = [",", "(", ")", "+", "!"] as const;

/** Takes a query's text apart. The last token is the end. */
export function readTokens(text: string): QueryToken[] | QueryError {
  const tokens: QueryToken[] = [];
  let joined = false;
  for (let position = 0; position < text.length; ) {
    const rest = text.slice(position);
    const [space] = /^\s+/.exec(rest) ?? [];
    if (space !== undefined) {
      position += space.length;
      joined = false;
      continue;
    }
    const token = readToken(rest);
    if (token === undefined) {
      return { position, length: rest.length, message: 'This " has no end. Close it with another ".' };
    }
    tokens.push({ ...token, position, joined });
    position += token.length;
    joined = true;
  }
  return [...tokens, { kind: "end", text: "", position: text.length, length: 0, joined: false }];
}

function readToken(rest: string): Pick<QueryToken, "kind" | "text" | "length"> | undefined {
  const sign = SIGNS.find((other) => rest.startsWith(other));
  if (sign !== undefined) return { kind: sign, text: sign, length: 1 };
  if (rest.startsWith('"')) {
    const end = rest.indexOf('"', 1);
    return end < 0 ? undefined : { kind: "quoted", text: rest.slice(1, end), length: end + 1 };
  }
  const [word = ""] = /^[^\s,()+!"]+/.exec(rest) ?? [];
  return { kind: "word", text: word, length: word.length };
}
