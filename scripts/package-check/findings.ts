/** What a check finds, told as it is found. */
export class Findings {
  wrong = 0;

  /** How large something is, which is told and kept. */
  readonly sizes: { readonly what: string; readonly bytes: number }[] = [];

  size(what: string, bytes: number): void {
    this.sizes.push({ what, bytes });
    console.log(`  ${what}: ${bytes} bytes`);
  }

  /** A part of the check; what it throws is a finding as well, and does not keep the others from being checked. */
  async part(title: string, check: () => Promise<void>): Promise<void> {
    console.log(`\n${title}`);
    await check().catch((error: unknown) =>
      this.expect(title, [error instanceof Error ? error.message : String(error)]),
    );
  }

  /** @param problems what is wrong; nothing when all is well */
  expect(what: string, problems: readonly string[] | boolean): void {
    const list = typeof problems === "boolean" ? (problems ? [] : ["no"]) : problems;
    if (list.length > 0) this.wrong++;
    console.log(`  ${list.length === 0 ? "✓" : "✗"} ${what}`);
    for (const problem of list) console.log(`      ${problem.replaceAll("\n", "\n      ")}`);
  }
}
