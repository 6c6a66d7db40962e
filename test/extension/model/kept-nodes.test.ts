import { describe, expect, test } from "vitest";
import { KeptNodes } from "../../../src/extension/model/kept-nodes.ts";

interface Node {
  readonly name: string;
  readonly state: string;
  readonly below: readonly Node[];
}

const leaf = (name: string, state = "ran"): Node => ({ name, state, below: [] });
const folder = (name: string, ...below: Node[]): Node => ({ name, state: "", below });

/** A tree as an editor holds it that has asked for all of it. */
function held(roots: readonly Node[]) {
  const kept = new KeptNodes<Node>({ idOf: ({ name }) => name, textOf: ({ state }) => state });
  const ask = (parent: Node | undefined, nodes: readonly Node[]): Node[] =>
    kept.give(parent, nodes).flatMap((node) => {
      kept.draw(node, {});
      return [node, ...ask(node, node.below)];
    });
  const nodes = ask(undefined, roots);
  const refresh = (now: readonly Node[]) =>
    kept.refresh((parent) => {
      for (const node of nodes) if (node === parent) return node.below;
      return now;
    });
  return { kept, ask, nodes, refresh };
}

describe("nodes of a tree", () => {
  test("stay what they are while they look the same", async () => {
    const { refresh } = held([folder("daily", leaf("Dump"), leaf("Load"))]);
    expect(await refresh([folder("daily", leaf("Dump"), leaf("Load"))])).toEqual([]);
  });

  test("are told of when they look different, as the objects that they were", async () => {
    const { nodes, refresh } = held([folder("daily", leaf("Dump"), leaf("Load"))]);
    const told = await refresh([folder("daily", leaf("Dump"), leaf("Load", "failed"))]);
    expect(told).toHaveLength(1);
    expect(told?.[0]).toBe(nodes[2]);
    expect(told?.[0]?.state).toBe("failed");
  });

  test("are told of until they were drawn", async () => {
    const { kept, refresh } = held([leaf("Load")]);
    const [node] = (await refresh([leaf("Load", "failed")])) ?? [];
    expect(await refresh([leaf("Load", "failed")])).toEqual([node]);
    kept.draw(node as Node, {});
    expect(await refresh([leaf("Load", "failed")])).toEqual([]);
  });

  test("are read again below the one where others have come, gone or changed places", async () => {
    for (const below of [[leaf("Dump")], [leaf("Dump"), leaf("New")], [leaf("Load"), leaf("Dump")]]) {
      const { nodes, refresh } = held([folder("daily", leaf("Dump"), leaf("Load")), folder("weekly", leaf("Sum"))]);
      expect(await refresh([folder("daily", ...below), folder("weekly", leaf("Sum"))])).toEqual([nodes[0]]);
    }
  });

  test("are all read again where the roots have changed, and where nobody has asked yet", async () => {
    expect(await held([leaf("Dump")]).refresh([leaf("Load")])).toBeUndefined();
    const kept = new KeptNodes<Node>({ idOf: ({ name }) => name, textOf: ({ state }) => state });
    expect(await kept.refresh(() => [])).toBeUndefined();
  });

  test("are not asked for any more once they are gone", async () => {
    const { kept, ask } = held([folder("daily", leaf("Dump"))]);
    const [weekly] = ask(undefined, [folder("weekly", leaf("Sum"))]);
    const asked: (Node | undefined)[] = [];
    await kept.refresh((parent) => {
      asked.push(parent);
      return undefined;
    });
    expect(asked.slice(0, 2)).toEqual([undefined, weekly]);
    expect(asked.map((node) => node?.name)).not.toContain("daily");
  });
});
