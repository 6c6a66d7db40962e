// Builds the documentation into artifacts/docs-site, follows every link in it, and looks at its pages with axe in a
// Chromium, in light and in dark: `npm run docs:check`. VitePress itself refuses to build with a link to a missing page.
import { existsSync, globSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { build, serve } from "vitepress";
import { installChromium } from "../test/vscode/host/install-chromium.ts";
import { Findings } from "./package-check/findings.ts";

const root = path.resolve(import.meta.dirname, "..");
const site = path.join(root, "artifacts/docs-site");
/** One of each kind: text, tables, code, a generated reference, a page with a picture. */
const LOOKED_AT = ["/", "/getting-started", "/parameters", "/findings/cycle", "/reference/commands", "/reference/api"];

const findings = new Findings();
await build(path.join(root, "docs"));
await findings.part("Links", async () => {
  const pages = globSync("**/*.html", { cwd: site });
  findings.expect(`lead somewhere, on ${pages.length} pages`, pages.flatMap(brokenLinks));
});
await findings.part("Accessibility", checkWithAxe);
console.log(findings.wrong === 0 ? "\nAll is well." : `\n${findings.wrong} wrong.`);
process.exit(findings.wrong === 0 ? 0 : 1);

function brokenLinks(page: string): string[] {
  const html = readFileSync(path.join(site, page), "utf8");
  const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)].map(([, href = ""]) => href);
  return links
    .filter((href) => !/^[a-z]+:/.test(href) && !leadsSomewhere(page, href))
    .map((href) => `${page}: ${href}`);
}

function leadsSomewhere(page: string, href: string): boolean {
  const [to = "", anchor = ""] = href.split("#");
  const target = path.join(site, to === "" ? page : to.startsWith("/") ? to : path.join(path.dirname(page), to));
  const file = [target, `${target}.html`, path.join(target, "index.html")].find(
    (name) => name.endsWith(".html") && existsSync(name),
  );
  return file !== undefined && (anchor === "" || readFileSync(file, "utf8").includes(`id="${decodeURI(anchor)}"`));
}

async function checkWithAxe(): Promise<void> {
  const { server } = await serve({ root: path.join(root, "docs"), port: 0 });
  if (server === undefined) throw new Error("The site is not served.");
  const browser = await chromium.launch({ executablePath: installChromium(), args: ["--no-sandbox"] });
  try {
    const { port } = server.address() as AddressInfo;
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" });
      for (const address of LOOKED_AT) {
        const page = await context.newPage();
        await page.goto(`http://127.0.0.1:${port}${address}`);
        await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined");
        await page.addScriptTag({ content: axe.source });
        const found = await page.evaluate<string[]>(
          "axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).slice(0, 3).join(', ')}`))",
        );
        findings.expect(`axe finds nothing on ${address} in ${colorScheme}`, found);
        await page.close();
      }
      await context.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
}
