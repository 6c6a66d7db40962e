/**
 * Milliseconds on a clock that all processes of this machine share: it begins anew when the machine does, and nobody can
 * set it.
 */
export function steadyTime(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
