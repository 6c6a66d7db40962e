import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type WindowFacts, welcomeState } from "../../../src/extension/model/welcome-state.ts";

const facts: WindowFacts = { hasFolder: true, looked: true, projects: [] };
const project = (state: "loading" | "ready" | "failed", tasks = 0) => ({ state, tasks });

interface Welcome {
  readonly view: string;
  readonly when: string;
}
const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../package.json"), "utf8")) as {
  readonly contributes: { readonly viewsWelcome: readonly Welcome[] };
};

describe("what an empty view says", () => {
  it("goes from no folder over reading to what was found", () => {
    expect(welcomeState({ ...facts, hasFolder: false })).toBe("noFolder");
    expect(welcomeState({ ...facts, looked: false })).toBe("reading");
    expect(welcomeState({ ...facts, projects: [project("loading")] })).toBe("reading");
    expect(welcomeState({ ...facts, projects: [project("ready")] })).toBe("noTasks");
    expect(welcomeState({ ...facts, projects: [project("ready", 3)] })).toBe("ready");
  });

  it("is why nothing could be read, as long as no other project has tasks", () => {
    expect(welcomeState({ ...facts, projects: [project("failed"), project("ready")] })).toBe("unreadable");
    expect(welcomeState({ ...facts, projects: [project("failed"), project("ready", 1)] })).toBe("ready");
  });

  it("has a text for each state, trusted or not, on a disk or not, and never two at once", () => {
    const welcomes = manifest.contributes.viewsWelcome.filter(({ view }) => view === "pipewright.tasks");
    for (const state of ["noFolder", "reading", "unreadable", "noTasks"]) {
      for (const keys of ["isWorkspaceTrusted", "isWorkspaceTrusted virtualWorkspace", "virtualWorkspace", ""]) {
        const said = welcomes.filter(({ when }) => holds(when, state, keys.split(" ")));
        expect(said.length, `${state} with "${keys}"`).toBe(1);
      }
    }
    expect(welcomes.filter(({ when }) => holds(when, "ready", ["isWorkspaceTrusted"]))).toEqual([]);
  });
});

/** Of the little language of `when` only what is used there: `key == 'value' && [!]isWorkspaceTrusted`. */
function holds(when: string, state: string, keys: readonly string[]): boolean {
  return when.split(" && ").every((part) => {
    const [, not, key] = /^(!?)(isWorkspaceTrusted|virtualWorkspace)$/.exec(part) ?? [];
    if (key !== undefined) return keys.includes(key) !== (not === "!");
    const [, wanted] = /^pipewright\.state == '(\w+)'$/.exec(part) ?? [];
    if (wanted === undefined) throw new Error(`No such part of a clause is known: ${part}`);
    return wanted === state;
  });
}
