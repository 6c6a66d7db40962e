import type { V1Job } from "@kubernetes/client-node";
import { describe, expect, it } from "vitest";
import { JobBook } from "../../../src/runner/kubernetes/job-book.ts";
import { TASK_ID } from "../../../src/runner/kubernetes/job-manifest.ts";

const jobOf = (attempt: number, active = 1): V1Job => ({
  metadata: { name: `pw-load-${attempt}`, uid: `uid-${attempt}`, annotations: { [TASK_ID]: "Load" } },
  status: { active },
});

describe("the Job that is at a task", () => {
  it("is one that has not ended, whoever made it", () => {
    const book = new JobBook();
    expect(book.atWork("Load")).toBeUndefined();
    book.see({ kind: "Job", gone: false, object: jobOf(1) });
    expect(book.atWork("Load")).toEqual({ name: "pw-load-1", uid: "uid-1" });
    book.see({ kind: "Job", gone: true, object: jobOf(1) });
    expect(book.atWork("Load")).toBeUndefined();
  });

  it("is not the one whose attempt has told its end, though the cluster has not seen that yet", () => {
    const book = new JobBook();
    book.see({ kind: "Job", gone: false, object: jobOf(1) });
    const close = book.listen("uid-1", () => {});
    close();
    expect(book.atWork("Load")).toBeUndefined();
    book.see({ kind: "Job", gone: false, object: jobOf(1, 0) });
    expect(book.atWork("Load")).toBeUndefined();
    book.see({ kind: "Job", gone: false, object: jobOf(2) });
    expect(book.atWork("Load")).toMatchObject({ name: "pw-load-2" });
  });
});
