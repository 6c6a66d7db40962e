import { existsSync } from "node:fs";
import path from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { pageOnSite } from "./page-on-site.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/**
 * Pages link each other as files of the repository. On the site they stand elsewhere, and the source files and folders
 * that they link too are not there: those links become plain words.
 */
export function linkAsOnSite(md: MarkdownRenderer): void {
  md.core.ruler.push("link_as_on_site", ({ tokens, env }) => {
    const { path: onSite, realPath = onSite } = env as { readonly path: string; readonly realPath?: string };
    const folder = path.dirname(realPath);
    for (const { children } of tokens) {
      let isPlain = false;
      for (const token of children ?? []) {
        if (token.type === "link_open") {
          const link = linkOnSite(folder, token.attrGet("href") ?? "");
          if (link !== undefined) token.attrSet("href", link);
          isPlain = link === undefined;
        }
        if (isPlain && token.type.startsWith("link_")) {
          token.tag = "span";
          token.attrs = null;
        }
      }
    }
  });
}

/** @returns `undefined` where the site has nothing to link to */
function linkOnSite(folder: string, href: string): string | undefined {
  const [file = "", anchor] = href.split("#");
  if (file === "" || /^[a-z]+:/.test(file)) return href;
  const target = path.resolve(folder, decodeURIComponent(file));
  const page = [target, path.join(target, "README.md")].find((name) => name.endsWith(".md") && existsSync(name));
  // One that does not exist is left to VitePress, which refuses to build.
  if (page === undefined) return existsSync(target) ? undefined : href;
  const onSite = pageOnSite(path.relative(ROOT, page).replaceAll(path.sep, "/"));
  return `/${onSite.replace(/(^|\/)index\.md$/, "$1")}${anchor === undefined ? "" : `#${anchor}`}`;
}
