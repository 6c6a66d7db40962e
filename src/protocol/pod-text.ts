import type { PodPlace } from "./pod-place.ts";

/**
 * A pod and its node, in a line: `pod shop-load-1 on n1`.
 *
 * @param t puts a message into the reader's language; English without it
 */
export function podText(
  { pod, node }: PodPlace,
  t: (message: string, ...args: string[]) => string = () => `pod ${pod} on ${node}`,
): string {
  return t("pod {0} on {1}", pod, node);
}
