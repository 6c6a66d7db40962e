// What the served page says where there is nothing to show, or not yet, or not any more.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { ServedPage } from "./served-page.ts";

const GREETING = `import { LocalTarget, Task } from "pipewright";

export class Greeting extends Task {
  output() {
    return new LocalTarget("greeting.txt");
  }

  async run() {
    await this.output().write("Hello");
  }
}
`;

/** In the middle of being typed: what it extends is not there. */
const BROKEN = GREETING.replace("extends Task {", "extends {{{");

describe("the served page of a project that begins", { timeout: 600_000 }, () => {
  let project: string;
  let served: ServedPage;
  const write = (text: string) => writeFileSync(path.join(served.folder, "tasks/greeting.ts"), text);
  const says = (text: string | RegExp) => served.page.getByText(text).first().waitFor();

  before(async () => {
    project = mkdtempSync(path.join(tmpdir(), "begins-"));
    mkdirSync(path.join(project, "tasks"));
    writeFileSync(path.join(project, "pipewright.config.json"), '{ "tasks": ["tasks/*.ts"] }\n');
    served = await ServedPage.open(project, "begins");
  });
  after(async () => {
    await served?.close();
    if (project) rmSync(project, { recursive: true, force: true });
  });

  it("says that it reads the classes, as long as it does", async () => {
    const context = served.page.context();
    await context.route("**/events", () => undefined);
    // A tab that has shown them before shows them at once.
    await served.fresh();
    await says("Reading the task classes…");
    await served.picture("the page while it loads");
    await context.unroute("**/events");
    await served.page.reload();
  });

  it("says that there are no classes, and shows the first one as soon as it is written", async () => {
    await says("No task classes yet");
    await served.picture("the page without classes");
    write(BROKEN);
    await says(/greeting\.ts can not be read in full/);
    write(GREETING);
    await served.nodeIs("Greeting", "neverRan");
  });

  it("keeps a class whose file can not be read, marked as such, until it can", async () => {
    const mark = served.node("Greeting").locator(".broken");
    write(BROKEN);
    await mark.waitFor();
    assert.match((await mark.getAttribute("title")) ?? "", /tasks\/greeting\.ts can not be read in full/);
    await served.picture("a class whose file can not be read");
    write(GREETING);
    await mark.waitFor({ state: "detached" });
    await served.nodeIs("Greeting", "neverRan");
  });

  it("says of an empty history that nothing ran, and what to do", async () => {
    await served.tab("Runs");
    await says("Nothing ran here yet");
    await served.tab("Graph");
  });

  it("says that the server has gone, and shows what it knew", async () => {
    const { page } = served;
    await page.route("**/events", (route) => route.abort());
    await page.reload();
    await page.locator(".offline").waitFor();
    await served.nodeIs("Greeting", "neverRan");
    await served.picture("the page without its server");
    await page.unroute("**/events");
    await page.locator(".offline").waitFor({ state: "hidden" });
  });
});
