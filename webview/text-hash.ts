/** FNV-1a for 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const PRIME = 0x01_00_01_93;
const OFFSET = 0x81_1c_9d_c5;

/** Tells texts apart that are too long to be kept. Not for what somebody could want to collide. */
export function textHash(text: string): string {
  // Twice, from different starts, since 32 bits alone are few.
  let [first, second] = [OFFSET, ~OFFSET];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, PRIME);
    second = Math.imul(second ^ (unit + at), PRIME);
  }
  return [first, second].map((half) => (half >>> 0).toString(36)).join("-");
}
