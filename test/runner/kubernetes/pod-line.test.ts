import fc from "fast-check";
import { expect, test } from "vitest";
import { type PodFact, PodOutput, podLine } from "../../../src/runner/kubernetes/pod-line.ts";

function takenApart(pieces: readonly string[]): { log: string; facts: PodFact[] } {
  let log = "";
  const facts: PodFact[] = [];
  const output = new PodOutput(
    (text) => (log += text),
    (fact) => void facts.push(fact),
  );
  for (const piece of pieces) output.add(piece);
  output.end();
  return { log, facts };
}

test("what a pod prints comes apart into its log and its facts, however it is cut", () => {
  const facts: PodFact[] = [{ progressed: 0.5 }, { messaged: "half\n\u001e" }, { warned: "w" }];
  const said = ["a line\n", podLine(facts[0] as PodFact), "no end", podLine(facts[1] as PodFact), "\u001epip\n"];
  const whole = [...said, podLine(facts[2] as PodFact), "last"].join("");
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
      const pieces = at.slice(1).map((end, index) => whole.slice(at[index], end));
      expect(takenApart(pieces)).toEqual({ log: "a line\nno end\u001epip\nlast", facts });
    }),
  );
});

test("what only looks like a fact stays in the log", () => {
  const line = "\u001epipewright {no JSON\n";
  expect(takenApart([line])).toEqual({ log: line, facts: [] });
});
