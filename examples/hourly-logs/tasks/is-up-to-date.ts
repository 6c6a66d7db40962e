import type { LocalTarget } from "pipewright";

/** Was a count made of as many bytes of logs as there are now? Lines that came late make them more. */
export async function isUpToDate(count: LocalTarget<"json">, bytes: number): Promise<boolean> {
  if (!(await count.exists())) return false;
  return ((await count.read()) as { readonly logBytes: number }).logBytes === bytes;
}
