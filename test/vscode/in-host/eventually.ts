import assert from "node:assert/strict";

/** Asks until the answer is good; VS Code tells of most changes by no event. */
export async function eventually<T>(
  question: () => T | Promise<T>,
  isGood: (answer: T) => boolean,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (isGood(answer)) return answer;
    assert.ok(Date.now() < end, `still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
