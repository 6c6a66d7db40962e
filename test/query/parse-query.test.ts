import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatQuery } from "../../src/query/format-query.ts";
import { parseQuery } from "../../src/query/parse-query.ts";
import type { Query } from "../../src/query/query.ts";

const errorOf = (text: string) => {
  const parsed = parseQuery(text);
  if (!("error" in parsed)) throw new Error(`${text} is read`);
  const { position, length, message } = parsed.error;
  return { at: text.slice(position, position + length), position, message };
};

describe("a text that is no query", () => {
  test.each([
    ["+", 0, "+", 'A "+" stands directly before a task'],
    ["+ Sales", 0, "+", "directly behind it"],
    ["2+", 1, "+", "directly before a task"],
    ["Sales+Report", 6, "Report", 'Expected a number of steps or a space behind "+", not "Report".'],
    ["(a b", 0, "(", 'This "(" is not closed. Add a ")".'],
    ["a)", 1, ")", 'There is no "(" that this ")" closes.'],
    ["a,", 2, "", "Expected a task's name"],
    [",a", 0, ",", 'not ","'],
    ["a and", 5, "", "Expected a task's name"],
    ["not", 3, "", "Expected a task's name"],
    ["or a", 0, "or", 'not "or"'],
    ["()", 1, ")", 'not ")"'],
    ['tag:"a', 4, '"a', 'This " has no end.'],
    ["tga:x", 0, "tga:", 'There is no "tga:". There are: tag:, state:, file:, kind:'],
    ["tag:", 4, "", 'Expected a value behind "tag:".'],
    ["a state:fialed", 8, "fialed", 'There is no state "fialed". There are: already-complete,'],
    ["kind:input", 5, "input", 'There is no kind "input". There are: task, external, wrapper.'],
  ])("%s: says where, and what is expected", (text, position, at, message) => {
    expect(errorOf(text)).toMatchObject({ position, at, message: expect.stringContaining(message) });
  });
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9*._-]{0,8}$/).filter((text) => !/^(?:and|or|not)$/i.test(text));
const name = fc.oneof(
  word.map((text): Query => ({ kind: "name", text, exact: false })),
  fc.stringMatching(/^[^"]{1,8}$/).map((text): Query => ({ kind: "name", text, exact: true })),
);
const field = fc.oneof(
  fc.record({
    kind: fc.constant("is" as const),
    what: fc.constantFrom("tag" as const, "file" as const),
    value: fc.stringMatching(/^[^"]{1,8}$/),
  }),
  fc.constant<Query>({ kind: "is", what: "state", value: "missing-external" }),
  fc.constant<Query>({ kind: "is", what: "kind", value: "wrapper" }),
);
const steps = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.POSITIVE_INFINITY));
const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(name, field),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("query"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), of: tie("query") }),
    fc
      .record({ kind: fc.constant("around" as const), of: tie("query"), up: steps, down: steps })
      .filter(({ up, down }) => up + down > 0),
  ),
}));

test("every query can be written, and reading that gives it back", () => {
  fc.assert(
    fc.property(query, (wanted) => {
      expect(parseQuery(formatQuery(wanted))).toEqual({ query: wanted });
    }),
    { numRuns: 2000 },
  );
});

test("any text at all is a query, or the place of the mistake lies in it", () => {
  const pieces = fc.constantFrom("+", " ", ",", "(", ")", "!", '"', "not", "and", "or", "2", "Sales", "tag:", "state:");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((all) => all.join("")),
      ),
      (text) => {
        const parsed = parseQuery(text);
        if (!("error" in parsed)) return;
        const { position, length, message } = parsed.error;
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position + length).toBeLessThanOrEqual(text.length);
        expect(message).not.toBe("");
      },
    ),
    { numRuns: 2000 },
  );
});
