import type { Query, QueryError, QueryField } from "./query.ts";
import { type QueryToken, readTokens } from "./query-tokens.ts";
import { STATE_WORDS, statesNamed } from "./task-states.ts";

const FIELDS: readonly QueryField[] = ["tag", "state", "file", "kind"];
const KINDS = ["task", "external", "wrapper"];
const WHAT = 'a task\'s name, `tag:…`, `state:…`, `file:…`, `kind:…`, `not` or "("';

/**
 * Reads a query.
 *
 * @param text see docs/query.md; an empty one chooses everything
 * @returns the query, or where and why it is none
 * @example parseQuery("+SalesReport state:failed")
 */
export function parseQuery(text: string): { readonly query: Query } | { readonly error: QueryError } {
  const tokens = readTokens(text);
  if (!Array.isArray(tokens)) return { error: tokens };
  if (tokens.length === 1) return { query: { kind: "all" } };
  try {
    return { query: new Parser(tokens).parse() };
  } catch (error) {
    if (error instanceof WrongToken) return { error: error.error };
    throw error;
  }
}

class WrongToken extends Error {
  readonly error: QueryError;

  constructor(error: QueryError) {
    super(error.message);
    this.error = error;
  }
}

/**
 * One method for each rule, the weakest first:
 *
 *     or     = and { ("," | "or") and }
 *     and    = not { ["and"] not }
 *     not    = { "not" | "!" } around
 *     around = [ [number] "+" ] atom [ "+" [number] ]
 *     atom   = "(" or ")" | word | field ":" value
 */
class Parser {
  readonly #tokens: readonly QueryToken[];
  #at = 0;

  constructor(tokens: readonly QueryToken[]) {
    this.#tokens = tokens;
  }

  parse(): Query {
    const query = this.#or();
    const left = this.#token;
    if (left.kind === ")") throw wrong(left, 'There is no "(" that this ")" closes. Take it out.');
    if (left.kind !== "end") throw wrong(left, `Expected the end, "," or a space here, not ${quote(left)}.`);
    return query;
  }

  get #token(): QueryToken {
    return this.#tokens[this.#at] as QueryToken;
  }

  #next(): QueryToken {
    return this.#tokens[this.#at + 1] ?? this.#token;
  }

  #take(): QueryToken {
    const token = this.#token;
    this.#at += 1;
    return token;
  }

  #isWord(word: string): boolean {
    return this.#token.kind === "word" && this.#token.text.toLowerCase() === word;
  }

  #or(): Query {
    const of = [this.#and()];
    while (this.#token.kind === "," || this.#isWord("or")) {
      this.#take();
      of.push(this.#and());
    }
    return of.length === 1 ? (of[0] as Query) : { kind: "or", of };
  }

  #and(): Query {
    const of = [this.#not()];
    while (!["end", ",", ")"].includes(this.#token.kind) && !this.#isWord("or")) {
      if (this.#isWord("and")) this.#take();
      of.push(this.#not());
    }
    return of.length === 1 ? (of[0] as Query) : { kind: "and", of };
  }

  #not(): Query {
    if (this.#token.kind !== "!" && !this.#isWord("not")) return this.#around();
    this.#take();
    return { kind: "not", of: this.#not() };
  }

  #around(): Query {
    const up = this.#up();
    const of = this.#atom();
    const down = this.#down();
    return up === 0 && down === 0 ? of : { kind: "around", of, up, down };
  }

  /** `+`, or `2+`. */
  #up(): number {
    const token = this.#token;
    const next = this.#next();
    const steps = isNumber(token) && next.kind === "+" && next.joined ? stepsOf(this.#take()) : undefined;
    const plus = this.#token;
    if (plus.kind !== "+") return 0;
    this.#take();
    if (!this.#token.joined || this.#token.kind === "end") {
      throw wrong(plus, 'A "+" stands directly before a task, for what it needs, or directly behind it.');
    }
    return steps ?? Number.POSITIVE_INFINITY;
  }

  /** `+`, or `+2`. */
  #down(): number {
    if (this.#token.kind !== "+" || !this.#token.joined) return 0;
    this.#take();
    const token = this.#token;
    if (!token.joined || token.kind === "," || token.kind === ")") return Number.POSITIVE_INFINITY;
    if (!isNumber(token)) {
      throw wrong(token, `Expected a number of steps or a space behind "+", not ${quote(token)}.`);
    }
    return stepsOf(this.#take());
  }

  #atom(): Query {
    const token = this.#take();
    switch (token.kind) {
      case "(":
        return this.#group(token);
      case "quoted":
        return { kind: "name", text: token.text, exact: true };
      case "word":
        return this.#word(token);
      case "end":
        throw wrong(token, `Expected ${WHAT} here.`);
      default:
        throw wrong(token, `Expected ${WHAT} here, not ${quote(token)}.`);
    }
  }

  #group(open: QueryToken): Query {
    const query = this.#or();
    if (this.#token.kind !== ")") throw wrong(open, 'This "(" is not closed. Add a ")".');
    this.#take();
    return query;
  }

  #word(token: QueryToken): Query {
    const word = token.text.toLowerCase();
    if (word === "and" || word === "or" || word === "not") throw wrong(token, `Expected ${WHAT} here, not "${word}".`);
    const colon = token.text.indexOf(":");
    if (colon < 0) return { kind: "name", text: token.text, exact: false };
    const what = FIELDS.find((field) => field === token.text.slice(0, colon));
    if (what === undefined) {
      const known = FIELDS.map((field) => `${field}:`).join(", ");
      throw wrong(
        { ...token, length: colon + 1 },
        `There is no "${token.text.slice(0, colon)}:". There are: ${known}; a name with ":" in it is put into quotes.`,
      );
    }
    return this.#field(what, token, token.text.slice(colon + 1));
  }

  #field(what: QueryField, token: QueryToken, text: string): Query {
    const quoted = text === "" && this.#token.kind === "quoted" && this.#token.joined;
    const value = quoted ? this.#take().text : text;
    const place = { position: token.position + what.length + 1, length: text.length };
    if (value === "") throw wrong(place, `Expected a value behind "${what}:".`);
    if (what === "state" && statesNamed(value).length === 0) {
      throw wrong(place, `There is no state "${value}". There are: ${STATE_WORDS.join(", ")}.`);
    }
    if (what === "kind" && !KINDS.includes(value)) {
      throw wrong(place, `There is no kind "${value}". There are: ${KINDS.join(", ")}.`);
    }
    return { kind: "is", what, value };
  }
}

function wrong({ position, length }: Pick<QueryToken, "position" | "length">, message: string): WrongToken {
  return new WrongToken({ position, length, message });
}

function isNumber({ kind, text }: QueryToken): boolean {
  return kind === "word" && /^\d+$/.test(text);
}

function stepsOf({ text }: QueryToken): number {
  return Number(text);
}

function quote({ text }: QueryToken): string {
  return `"${text}"`;
}
