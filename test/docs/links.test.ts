import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const pages = globSync(["*.md", "docs/**/*.md", "examples/*/*.md", ".github/**/*.md"], {
  cwd: root,
  exclude: ["**/node_modules/**"],
});

/** What GitHub makes of a heading, to link to. */
function anchorsOf(file: string): Set<string> {
  const text = readFileSync(file, "utf8").replaceAll(/```[\s\S]*?```/g, "");
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

function isBroken(page: string, link: string): boolean {
  const [to = "", anchor] = link.split("#");
  const file = to === "" ? path.join(root, page) : path.resolve(root, path.dirname(page), decodeURIComponent(to));
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchorsOf(file).has(anchor);
}

test("there are pages to read", () => {
  expect(pages.length).toBeGreaterThan(30);
});

test.each(pages)("the links of %s lead to what is there", (page) => {
  const text = readFileSync(path.join(root, page), "utf8").replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "``");
  const links = [...text.matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => isBroken(page, link))).toEqual([]);
});
