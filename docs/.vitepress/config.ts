import { defineConfig } from "vitepress";
import { linkAsOnSite } from "./link-as-on-site.ts";
import { pageOnSite } from "./page-on-site.ts";
import { sidebar } from "./sidebar.ts";

// The site holds the whole of what there is to read, README and ARCHITECTURE.md too, so that the pages can link each
// other as they do in the repository.
export default defineConfig({
  title: "Pipewright",
  description: "Batch pipelines as plain TypeScript classes: the graph, the runs and the backfills, in your editor.",
  lang: "en",
  srcDir: "..",
  srcExclude: ["artifacts/**", "dist/**", "test/**", "webview/**", "scripts/**", ".github/**", "**/node_modules/**"],
  outDir: "../artifacts/docs-site",
  cacheDir: "../artifacts/docs-cache",
  rewrites: pageOnSite,
  cleanUrls: true,
  metaChunk: true,
  markdown: {
    // Nothing in the pages is a template: `{{ }}` and `<Task>` are what they are.
    html: false,
    config: linkAsOnSite,
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  themeConfig: {
    nav: [
      { text: "Getting started", link: "/getting-started" },
      { text: "Commands", link: "/reference/commands" },
      { text: "Coming from Luigi", link: "/coming-from-luigi" },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
