import { beforeEach, expect, test } from "vitest";
import { ExternalTask, MemoryTarget, StringParameter, Task, WrapperTask } from "../../src/framework/index.ts";

class Part extends Task.with({ name: StringParameter() }) {
  override output() {
    return new MemoryTarget(this.name);
  }
}

class Whole extends WrapperTask {
  override requires() {
    return { left: new Part({ name: "left" }), right: new Part({ name: "right" }) };
  }
}

beforeEach(() => MemoryTarget.clear());

test("a wrapper is complete when all that it requires are", async () => {
  expect(await new Whole().complete()).toBe(false);
  await new MemoryTarget("left").write("");
  expect(await new Whole().complete()).toBe(false);
  await new MemoryTarget("right").write("");
  expect(await new Whole().complete()).toBe(true);
});

test("a wrapper of wrappers looks through them", async () => {
  class Outer extends WrapperTask {
    override requires() {
      return [new Whole()] as const;
    }
  }
  expect(await new Outer().complete()).toBe(false);
  await new MemoryTarget("left").write("");
  await new MemoryTarget("right").write("");
  expect(await new Outer().complete()).toBe(true);
});

test("a wrapper that requires nothing has nothing to wait for", async () => {
  expect(await new (class Empty extends WrapperTask {})().complete()).toBe(true);
});

test("each kind of task tells which it is", () => {
  class Delivery extends ExternalTask {}
  expect([Part.kind, Whole.kind, Delivery.kind]).toEqual(["task", "wrapper", "external"]);
});
