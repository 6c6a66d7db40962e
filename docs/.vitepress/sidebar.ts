import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { DefaultTheme } from "vitepress";

const DOCS = path.resolve(import.meta.dirname, "..");

/** In the order in which somebody new would read. A page that is not named here comes in the last part. */
const PARTS: readonly { readonly text: string; readonly pages: readonly string[] }[] = [
  { text: "First", pages: ["getting-started", "concepts", "coming-from-luigi"] },
  { text: "Writing tasks", pages: ["parameters", "targets", "write-your-own-target", "connectors", "how-tasks-run"] },
  { text: "Before it runs", pages: ["testing-your-tasks", "findings/README", "analyzer", "query"] },
  {
    text: "Running",
    pages: [
      "editor",
      "panel",
      "history-and-backfills",
      "redoing-a-month",
      "lineage",
      "scheduling",
      "notifications",
      "kubernetes",
      "troubleshooting",
    ],
  },
  { text: "Reference", pages: ["reference/commands", "reference/configuration", "reference/api"] },
  { text: "How good it is", pages: ["design-and-limitations", "security", "benchmarks", "figures"] },
];

/** The pages that are there, by their titles. */
export function sidebar(): DefaultTheme.SidebarItem[] {
  const there = globSync(["*.md", "reference/*.md", "findings/README.md"], { cwd: DOCS })
    .map((file) => file.replaceAll(path.sep, "/").replace(/\.md$/, ""))
    .sort();
  const named = new Set(PARTS.flatMap(({ pages }) => pages));
  const rest = there.filter((page) => !named.has(page));
  return [
    ...PARTS.map(({ text, pages }) => ({ text, items: pages.filter((page) => there.includes(page)).map(item) })),
    { text: "More", items: [...rest.map(item), { text: "Architecture", link: "/ARCHITECTURE" }, CHANGES] },
  ];
}

const CHANGES: DefaultTheme.SidebarItem = { text: "What changed", link: "/CHANGELOG" };

function item(page: string): DefaultTheme.SidebarItem {
  const [, title = page] = /^# (.+)$/m.exec(readFileSync(path.join(DOCS, `${page}.md`), "utf8")) ?? [];
  return { text: title, link: `/${page.replace(/README$/, "")}` };
}
