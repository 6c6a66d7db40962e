import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/runner/project/read-config.ts";

const FILE = path.resolve(import.meta.dirname, "../../../schemas/pipewright.config.schema.json");
const isValid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(FILE, "utf8")));

function isRead(settings: unknown): boolean {
  try {
    readConfig(settings, "pipewright.config.json");
    return true;
  } catch {
    return false;
  }
}

const text = fc.constantFrom("", "text", "tasks/*.ts", "$NAME", "$1", "https://example.com/x", "smtps://example.com");
const number = fc.constantFrom(-1, 0, 1, 1.5, 90, 1024, 1025);
const plain = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const texts = fc.oneof(fc.array(plain, { maxLength: 2 }), fc.array(text, { maxLength: 2 }), text);
const anything = fc.oneof({ arbitrary: fc.constant({}), weight: 1 }, { arbitrary: plain, weight: 1 });
const some = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: right, weight: 6 }, { arbitrary: anything, weight: 1 });

const email = fc.record({ smtp: text, from: text, to: texts, cc: text }, { requiredKeys: [] });
const rule = fc.record(
  {
    on: some(fc.constantFrom("failure", "success", "always", "never")),
    command: some(texts),
    webhook: some(text),
    email: some(email),
    slack: text,
  },
  { requiredKeys: [] },
);
const place = fc.constantFrom(
  "postgres://u:p@h/d",
  "postgresql://h/d?schema=s",
  "$HISTORY",
  "mysql://h/d",
  "postgres://",
  "",
);
/** One setting at a time: of many at once nearly always one is wrong. */
const settings = fc.oneof(
  fc.record({ $schema: text }),
  fc.record({ tasks: some(texts) }),
  fc.record({ exclude: some(texts) }),
  fc.record({ workers: some(number) }),
  fc.record({ resources: some(fc.dictionary(fc.constantFrom("database", "disk"), some(number))) }),
  fc.record({ checksums: some(fc.boolean()) }),
  fc.record({ parameters: some(fc.dictionary(fc.constant("Load"), some(fc.dictionary(fc.constant("date"), plain)))) }),
  fc.record({
    history: some(
      fc.record(
        { keepDays: some(number), keepRuns: number, keep: number, database: some(place) },
        { requiredKeys: [] },
      ),
    ),
  }),
  fc.record({ history: place }),
  fc.record({ notify: some(fc.array(some(rule), { maxLength: 2 })) }),
  fc.record({ notfy: anything }),
);

describe("the schema that editors complete the settings by", () => {
  test("takes what the reader takes, and nothing else", () => {
    const counts = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(settings, (given) => {
        const read = isRead(given);
        counts[read ? "taken" : "refused"]++;
        expect(isValid(given), JSON.stringify(isValid.errors)).toBe(read);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(100);
  });

  test("names every setting that the reader has a default for", () => {
    const { properties } = JSON.parse(readFileSync(FILE, "utf8")) as { properties: object };
    expect(Object.keys(properties).toSorted()).toEqual(["$schema", ...Object.keys(readConfig({}, ""))].toSorted());
  });
});
