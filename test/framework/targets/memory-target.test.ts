import { beforeEach, expect, test } from "vitest";
import { MemoryTarget } from "../../../src/framework/index.ts";

beforeEach(() => MemoryTarget.clear());

test("a memory target holds what was last written under its name", async () => {
  const target = new MemoryTarget<number>("answer");
  expect(await target.exists()).toBe(false);
  await target.write(41);
  await new MemoryTarget<number>("answer").write(42);
  expect(await target.exists()).toBe(true);
  expect(await target.read()).toBe(42);
});

test("it holds even nothing, once that was written", async () => {
  const target = new MemoryTarget<undefined>("void");
  await target.write(undefined);
  expect(await target.exists()).toBe(true);
  expect(await target.read()).toBeUndefined();
});

test("removed, it is gone, and reading it says so", async () => {
  const target = new MemoryTarget("answer");
  await target.write(42);
  await target.remove();
  expect(await target.exists()).toBe(false);
  await expect(target.read()).rejects.toThrow("Nothing was written to memory:answer.");
});
