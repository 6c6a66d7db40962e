import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { launchChromium } from "./launch-chromium.ts";
import type { Server } from "./server.ts";

/** Errors that the workbench reports at every start, whatever extension is in it. */
const ALWAYS_REPORTED =
  /status of 404|bad HTTP response code \(404\)|\[Service Worker\] registration|authentication provider 'github'/;

/** Against a test that hangs, and no measure: extensions start long after a window that was reloaded on a slow machine. */
const LONGEST_WAIT_MS = 90_000;

export interface WorkbenchOptions {
  /** The workspace's folder: on the disk, or the address of one that an extension has. Or its `.code-workspace`. */
  readonly folder: string;
  /** With a server of `driver`: an extension under development, and the module that runs its tests. */
  readonly developmentPath?: string;
  readonly testsPath?: string;
  beforeLoad?(page: Page): Promise<void>;
}

/** Opens a server's workbench in Chromium. */
export async function openWorkbench(server: Server, options: WorkbenchOptions): Promise<Workbench> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(LONGEST_WAIT_MS);
    const workbench = new Workbench(browser, page);
    await options.beforeLoad?.(page);
    await page.goto(address(server, options));
    await workbench.isThere();
    return workbench;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function address(server: Server, { folder, developmentPath, testsPath }: WorkbenchOptions): string {
  const remote = (file: string) => `vscode-remote://${server.authority}${path.resolve(file)}`;
  const payload = [["skipWelcome", "true"]];
  if (developmentPath !== undefined) payload.push(["extensionDevelopmentPath", remote(developmentPath)]);
  if (testsPath !== undefined) payload.push(["extensionTestsPath", remote(testsPath)]);
  const url = new URL(server.url);
  const kind = folder.endsWith(".code-workspace") ? "workspace" : "folder";
  url.searchParams.set(kind, /^\w+:\//.test(folder) ? folder : path.resolve(folder));
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/** A VS Code window, used as a person uses it. */
export class Workbench {
  readonly page: Page;
  /** Requests that left this machine, or would have. */
  readonly externalRequests: string[] = [];
  readonly #browser: Browser;
  readonly #errors: string[] = [];

  constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    page.on("console", (message) => {
      if (message.type() === "error" && !ALWAYS_REPORTED.test(message.text())) this.#errors.push(message.text());
    });
    page.on("pageerror", (error) => this.#errors.push(error.stack ?? error.message));
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      // A webview's files have addresses there, which its service worker answers.
      const local =
        hostname === "127.0.0.1" || hostname === "localhost" || hostname.endsWith(".vscode-resource.vscode-cdn.net");
      if (/^(?:https?|wss?):$/.test(protocol) && !local) this.externalRequests.push(request.url());
    });
  }

  /** Errors in the console that this text occurs in. */
  errorsAbout(text: RegExp): string[] {
    return this.#errors.filter((error) => text.test(error));
  }

  /** A status bar item, by the extension's id and its own. */
  statusItem(extensionId: string, itemId: string): Locator {
    return this.page.locator(`[id="${extensionId}.${itemId}"]`);
  }

  /** A row of a tree in the side bar, by how its name starts. */
  treeRow(name: string): Locator {
    return this.page.locator(".part.sidebar").getByRole("treeitem", { name: new RegExp(`^${escape(name)}`) });
  }

  /** Opens a folder of the explorer; one that is open stays so. */
  async expand(name: string): Promise<void> {
    const row = this.treeRow(name);
    if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator(".editor-group-container.active .codelens-decoration a", { hasText: text });
  }

  /** Clicks a CodeLens until what it leads to is shown: one that is drawn anew under the pointer has lost the click. */
  async followCodeLens(text: string | RegExp, shown: Locator): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      await this.codeLens(text).click();
      const isShown = await shown.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    throw new Error(`Nothing came of five clicks on the CodeLens ${String(text)}.`);
  }

  /** Clicks what a terminal shows, with the key that makes it a link, until what it leads to is shown. */
  async followTerminalLink(text: string, shown: Locator): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      const { x, y } = await this.#placeInTerminal(text);
      await this.page.keyboard.down("Control");
      await this.page.mouse.move(x, y);
      // It is a link as soon as all who know of links have been asked.
      const link = this.page.locator(".xterm-cursor-pointer");
      await link.waitFor({ timeout: 5000 }).catch(() => {});
      await this.page.mouse.click(x, y);
      await this.page.keyboard.up("Control");
      const isShown = await shown.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    throw new Error(`Nothing came of five clicks on ${text} in the terminal.`);
  }

  editorTab(name: string | RegExp): Locator {
    return this.page.locator(".tabs-container .tab", { hasText: name });
  }

  /** A line of the editor in front, by its text. */
  editorLine(text: string): Locator {
    return this.page.locator(".editor-group-container.active .view-line", { hasText: text }).first();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text });
  }

  /** Waits for VS Code itself, which takes as long as the machine does. */
  async isThere(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.isThere();
  }

  /** The document inside an extension's webview: VS Code wraps it twice. */
  webview(extensionId: string): FrameLocator {
    return this.page
      .frameLocator(`iframe.webview.ready[src*="extensionId=${extensionId}"]`)
      .frameLocator("iframe#active-frame");
  }

  /** Runs a command by its title, from the palette. An open palette does not take in an extension that comes later. */
  async runCommand(title: string): Promise<void> {
    const row = this.#row(title);
    for (let attempt = 0; attempt < 20; attempt++) {
      await this.#openQuickInput("F1");
      await this.#input().fill(`>${title}`);
      const found = await row.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      );
      if (found) return row.click();
      await this.page.keyboard.press("Escape");
    }
    throw new Error(`The palette has no command "${title}".`);
  }

  async openFile(file: string): Promise<void> {
    await this.#openQuickInput("Control+P");
    await this.#input().fill(file);
    await this.pick(path.basename(file));
    await this.editorTab(path.basename(file)).waitFor();
    await this.page.locator(".editor-group-container.active .view-line").first().waitFor();
  }

  /** Picks an entry of the list that is open now, by its whole label or by a part of its text. */
  async pick(label: string | RegExp): Promise<void> {
    await this.#row(label).click();
  }

  /** Answers the input box that asks now: waits for its question, types and confirms. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    await this.page.locator(".quick-input-widget:visible", { hasText: question }).waitFor();
    await this.#input().fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** What an input box says is wrong with the text typed so far. */
  inputMessage(): Locator {
    return this.page.locator(".quick-input-widget .quick-input-message");
  }

  async typeIntoInput(text: string): Promise<void> {
    await this.#input().fill(text);
  }

  /** Right-clicks on something, then chooses from the menu. */
  async contextMenu(target: Locator, label: string | RegExp): Promise<void> {
    await target.click({ button: "right" });
    await this.chooseFromMenu(label);
  }

  /** An entry of the menu that is open. */
  menuItem(label: string | RegExp): Locator {
    return this.page.locator(".monaco-menu").getByRole("menuitem", { name: label });
  }

  /** Chooses from the menu that is open. */
  async chooseFromMenu(label: string | RegExp): Promise<void> {
    const item = this.menuItem(label).first();
    await item.waitFor();
    // A menu takes no click in its first tenth of a second; one that counts closes it.
    for (let attempt = 0; attempt < 5; attempt++) {
      await item.click({ delay: 150 });
      const closed = await item.waitFor({ state: "hidden", timeout: 1000 }).then(
        () => true,
        () => false,
      );
      if (closed) return;
    }
    throw new Error(`The menu stays open after clicks on ${label}.`);
  }

  /** Waits until the picture stands still, or a while: for screenshots only, a test waits for what it expects. */
  async screenshot(file: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    let previous: Buffer | undefined;
    for (let attempt = 0; attempt < 10; attempt++) {
      const picture = await this.page.screenshot({ path: file });
      if (previous?.equals(picture)) return;
      previous = picture;
      await this.page.waitForTimeout(300);
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  #row(label: string | RegExp): Locator {
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    if (typeof label !== "string") return rows.filter({ hasText: label }).first();
    const whole = new RegExp(`^\\s*${escape(label)}\\s*$`);
    return rows.filter({ has: this.page.locator(".label-name", { hasText: whole }) }).first();
  }

  /** The middle of a text that a terminal shows in one colour; its letters are all as wide. */
  async #placeInTerminal(text: string): Promise<{ readonly x: number; readonly y: number }> {
    const run = this.page.locator(".xterm-rows span", { hasText: text }).first();
    const [letters, box] = [await run.innerText(), await run.boundingBox()];
    if (box === null) throw new Error(`${text} is not in sight.`);
    const middle = letters.indexOf(text) + text.length / 2;
    return { x: box.x + (box.width / letters.length) * middle, y: box.y + box.height / 2 };
  }

  #input(): Locator {
    return this.page.locator(".quick-input-widget input[type=text]").first();
  }

  /** Keys are lost while the workbench starts: the key is pressed until the box is there. */
  async #openQuickInput(key: string): Promise<void> {
    for (let attempt = 0; attempt < 10 && !(await this.#input().isVisible()); attempt++) {
      await this.page.keyboard.press(key);
      await this.#input()
        .waitFor({ timeout: 1500 })
        .catch(() => {});
    }
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
