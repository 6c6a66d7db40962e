import { randomInt } from "node:crypto";
import { afterAll } from "vitest";
import { keepFigures } from "../../scripts/bench/figures.ts";
import { random } from "./random.ts";

interface Counts {
  readonly thorough: number;
  readonly bounded: number;
  /** The section of docs/figures.md that tells of them, as scripts/figures.ts names it; the chaos suite's own when absent. */
  readonly keptAs?: string;
}

/** Vitest puts its mode there. `npm run test:chaos` injects many faults, `npm test` a handful. */
const THOROUGH = process.env.MODE === "thorough";

/**
 * Draws the faults that a test file injects, and tells at its end how many were injected and survived. Called once, at
 * the top of a test file. The same `CHAOS_SEED` draws the same faults.
 *
 * @param title says what is done
 * @param counts how many, in the thorough form and else
 * @param draw draws one
 */
export function faults<F>(
  title: string,
  { thorough, bounded, keptAs = "chaos" }: Counts,
  draw: (next: () => number, index: number) => F,
): { readonly all: F[]; survived(): void } {
  const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31));
  const next = random(seed);
  const all = Array.from({ length: THOROUGH ? thorough : bounded }, (_, index) => draw(next, index));
  let survived = 0;
  afterAll(() => {
    if (THOROUGH)
      keepFigures(`${keptAs} ${title}`, [{ fault: title, injected: all.length, survived, seed: `${seed}` }]);
    console.log(`chaos, ${title}: ${all.length} faults injected, ${survived} survived (CHAOS_SEED=${seed})`);
  });
  return { all, survived: () => void survived++ };
}
