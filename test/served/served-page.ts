import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { CLI } from "../support/command.ts";
import { atExit } from "../vscode/host/at-exit.ts";
import { launchChromium } from "../vscode/host/launch-chromium.ts";
import { pictureFile } from "../vscode/host/pictures.ts";
import { eventually } from "../vscode/in-host/eventually.ts";

const COPIES = path.resolve(import.meta.dirname, "../../artifacts/served");

export type PageTab = "Graph" | "Grid" | "Backfill" | "Runs";

/** `pipewright serve` of a project, and a browser at the address that it printed. */
export class ServedPage {
  readonly folder: string;
  page: Page;
  readonly url: URL;
  /** What the browser complained of: errors of the script, and what the page's policy refused. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #server: ChildProcess;

  private constructor(folder: string, url: URL, server: ChildProcess, context: BrowserContext, page: Page) {
    this.folder = folder;
    this.url = url;
    this.#server = server;
    this.#context = context;
    this.page = page;
    this.#follow(page);
  }

  /** Serves a copy of a project, which a test may change. */
  static async open(project: string, name = path.basename(project)): Promise<ServedPage> {
    mkdirSync(COPIES, { recursive: true });
    const folder = path.join(mkdtempSync(path.join(COPIES, "copy-")), name);
    cpSync(project, folder, { recursive: true });
    const server = spawn(process.execPath, [CLI, "serve", "--json"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const forget = atExit(() => server.kill("SIGKILL"));
    server.once("exit", forget);
    const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const url = new URL((JSON.parse(line) as { readonly url: string }).url);
    const browser = await launchChromium();
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ["clipboard-read", "clipboard-write"],
      acceptDownloads: true,
    });
    context.setDefaultTimeout(60_000);
    const served = new ServedPage(folder, url, server, context, await context.newPage());
    await served.page.goto(url.href);
    return served;
  }

  /** Another tab, which remembers nothing of what was done in the one before. */
  async fresh(): Promise<void> {
    await this.page.close();
    this.page = await this.#context.newPage();
    this.#follow(this.page);
    await this.page.goto(this.url.origin);
  }

  async close(): Promise<void> {
    await this.#context.browser()?.close();
    const ended = once(this.#server, "exit");
    if (this.#server.kill("SIGTERM")) await ended;
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }

  #follow(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`${message.text()} ${message.location().url}`.trim());
    });
    page.on("response", (response) => {
      if (response.status() === 400) void response.text().then((said) => this.complaints.push(`400: ${said}`));
    });
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? error.message));
  }

  tab(name: PageTab): Promise<void> {
    return this.page.getByRole("tab", { name, exact: true }).click();
  }

  node(family: string): Locator {
    return this.page.locator(`.node[data-family="${family}"]`);
  }

  /** Waits until a node stands so. */
  async nodeIs(family: string, status: string): Promise<void> {
    await this.page.locator(`.node[data-family="${family}"][data-status="${status}"]`).waitFor();
  }

  /** Waits until an expression holds in the page. Playwright's own wait would evaluate it there, which the policy refuses. */
  async until(expression: string): Promise<void> {
    await eventually(() => this.page.evaluate(expression), Boolean, 60);
  }

  async theme(name: "Dark" | "Light" | "High contrast" | "High contrast, light"): Promise<void> {
    await this.page.getByLabel("Theme").selectOption({ label: name });
  }

  async picture(name: string): Promise<void> {
    const file = pictureFile(name);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }
}
