import { expect, test } from "vitest";
import type { FileSystemTarget, Target } from "../../src/framework/index.ts";

type ManyFiles = FileSystemTarget & Required<Pick<Target, "existsTogether" | "stat">>;

/**
 * What a target of files elsewhere must tell of many of them.
 *
 * @param open makes one of a path
 */
export function testManyFiles(open: (path: string) => ManyFiles): void {
  test("tells which of many files in several folders exist, their size and their time", async () => {
    const days = Array.from({ length: 40 }, (_, day) => `days/${day % 2 ? "odd" : "even"}/2026-${100 + day}.txt.gz`);
    const targets = days.map(open);
    const written = [targets[5], targets[38]] as [ManyFiles, ManyFiles];
    for (const target of written) await target.write("a day");
    expect(new Set(await written[0].existsTogether(targets))).toEqual(new Set(written));
    const { size, modifiedMs } = (await written[0].stat()) ?? {};
    expect(size).toBeGreaterThan(20);
    expect(modifiedMs).toBeGreaterThan(Date.UTC(2026, 0));
    expect(await targets[6]?.stat()).toBeUndefined();
  });
}
