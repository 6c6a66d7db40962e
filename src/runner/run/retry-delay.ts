/**
 * How long to wait until the next attempt: twice as long each time, give or take a quarter, so that tasks that failed
 * together do not come back together.
 *
 * @param base milliseconds before the second attempt
 * @param attempt the one that failed, from 1
 * @param random from 0 up to 1
 */
export function retryDelay(base: number, attempt: number, random: () => number = Math.random): number {
  return Math.round(base * 2 ** (attempt - 1) * (0.75 + random() / 2));
}
