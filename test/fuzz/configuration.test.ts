import fc from "fast-check";
import { expect, test } from "vitest";
import { readConfig } from "../../src/runner/project/read-config.ts";
import { UserError } from "../../src/runner/run/user-error.ts";

const KEYS = ["tasks", "exclude", "workers", "resources", "parameters", "notify", "history", "$schema"];
const setting = fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), fc.jsonValue({ maxDepth: 3 }), {
  maxKeys: 3,
});

test("any configuration is read, or refused with its source and what is wrong", () => {
  fc.assert(
    fc.property(fc.oneof(setting, fc.jsonValue()), (settings) => {
      try {
        const { workers, tasks } = readConfig(settings, "pipewright.config.json");
        expect(workers).toBeGreaterThan(0);
        expect(tasks.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        expect((error as UserError).message).toMatch(/^pipewright\.config\.json/);
      }
    }),
    { numRuns: 3000 },
  );
});
