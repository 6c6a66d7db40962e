import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { readFreshTaskIndex } from "../../src/protocol/task-index-cache.ts";
import { ProjectFolder } from "./project-folder.ts";

const RAW = `import { Task } from "pipewright";
export class Raw extends Task {}
`;
const REPORT = `import { Task } from "pipewright";
import { Raw } from "./raw.ts";
export class Report extends Task {
  requires() {
    return new Raw();
  }
}
`;

const families = ({ tasks }: TaskIndex) => tasks.map(({ family }) => family);
const codes = ({ problems }: TaskIndex) => problems.map(({ code }) => code);

describe("the index follows the disk", () => {
  it("has what was changed, added and removed", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW, "report.ts": REPORT });
    const analyzer = new ProjectAnalyzer(project.options);
    expect(families(await analyzer.index())).toEqual(["Raw", "Report"]);

    project.write("report.ts", REPORT.replace("class Report", "class Summary"));
    project.write("more/page.ts", RAW.replace("Raw", "Page"));
    expect(families(await analyzer.index())).toEqual(["Page", "Raw", "Summary"]);

    project.remove("raw.ts");
    const index = await analyzer.index();
    expect(families(index)).toEqual(["Page", "Summary"]);
    expect(codes(index)).toEqual(["unknown-task"]);
  });

  it("finds a file that an import was missing", async () => {
    using project = new ProjectFolder({ "tasks/report.ts": REPORT.replace("./raw.ts", "../lib/raw.ts") });
    const analyzer = new ProjectAnalyzer({ ...project.options, include: ["tasks/*.ts"] });
    expect(codes(await analyzer.index())).toEqual(["unknown-task"]);
    project.write("lib/raw.ts", RAW);
    expect(codes(await analyzer.index())).toEqual([]);
  });

  it("reads a file without tasks once another one needs it", async () => {
    using project = new ProjectFolder({ "a.ts": 'import { Task } from "pipewright";\nexport const Base = Task;\n' });
    const analyzer = new ProjectAnalyzer(project.options);
    expect(families(await analyzer.index())).toEqual([]);
    project.write("b.ts", 'import { Base } from "./a.ts";\nexport class B extends Base {}\n');
    expect(families(await analyzer.index())).toEqual(["B"]);
  });

  it("follows a change of the paths in tsconfig.json", async () => {
    using project = new ProjectFolder({ "lib/raw.ts": RAW, "report.ts": REPORT.replace("./raw.ts", "@lib/raw") });
    const analyzer = new ProjectAnalyzer(project.options);
    expect((await analyzer.index()).edges).toHaveLength(0);
    project.write("tsconfig.json", '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }');
    expect((await analyzer.index()).edges).toHaveLength(1);
  });
});

describe("an unsaved editor", () => {
  it("counts in place of its file until it is saved or closed", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW, "report.ts": REPORT });
    const analyzer = new ProjectAnalyzer(project.options);
    const saved = await analyzer.index();

    const edited = await analyzer.setOverlay("raw.ts", RAW.replace("Raw", "Sales"));
    expect(families(edited)).toEqual(["Sales", "Report"]);
    expect(codes(edited)).toEqual(["unknown-task"]);
    expect(await analyzer.index()).toEqual(edited);

    expect(await analyzer.setOverlay("raw.ts", undefined)).toEqual(saved);
  });

  it("shows what is on the disk once it is closed, even if that has changed meanwhile", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW });
    const analyzer = new ProjectAnalyzer(project.options);
    await analyzer.setOverlay("raw.ts", RAW.replace("Raw", "Typed"));
    project.write("raw.ts", RAW.replace("Raw", "Written"));
    expect(families(await analyzer.setOverlay("raw.ts", undefined))).toEqual(["Written"]);
  });

  it("is no part of the project when its file is not", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW });
    const analyzer = new ProjectAnalyzer(project.options);
    expect(families(await analyzer.setOverlay("types.d.ts", RAW.replace("Raw", "Types")))).toEqual(["Raw"]);
  });

  it("is not written to the cache", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW });
    const analyzer = new ProjectAnalyzer(project.options);
    await analyzer.setOverlay("raw.ts", RAW.replace("Raw", "Typed"));
    expect(families(await analyzer.index())).toEqual(["Typed"]);
    expect(families((await readFreshTaskIndex(project.options)) as TaskIndex)).toEqual(["Raw"]);
  });
});

describe("the cache", () => {
  it("answers without reading a file when none has changed", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW, "report.ts": REPORT });
    const index = await new ProjectAnalyzer(project.options).index();
    project.writeUnseen("report.ts", REPORT.replace("Report", "Xeport"));
    expect(await readFreshTaskIndex(project.options)).toEqual(index);
    expect(await new ProjectAnalyzer(project.options).index()).toEqual(index);
  });

  it("spares reading the files that have not changed when another one has", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW, "report.ts": REPORT });
    await new ProjectAnalyzer(project.options).index();
    project.writeUnseen("report.ts", REPORT.replace("Report", "Xeport"));
    project.write("raw.ts", `${RAW}export class Second extends Task {}\n`);
    expect(families(await new ProjectAnalyzer(project.options).index())).toEqual(["Raw", "Second", "Report"]);
  });

  it.each<[string, (project: ProjectFolder) => void]>([
    ["changed", (project) => project.write("raw.ts", RAW.replace("Raw", "Row"))],
    ["added", (project) => project.write("more.ts", "")],
    ["removed", (project) => project.remove("report.ts")],
    ["created that an import was missing", (project) => project.write("gone.js", "")],
  ])("is not fresh when a file was %s", async (_, change) => {
    const imports = 'export { Gone } from "./gone.js";\n';
    using project = new ProjectFolder({ "raw.ts": imports + RAW, "report.ts": REPORT });
    await new ProjectAnalyzer(project.options).index();
    expect(await readFreshTaskIndex(project.options)).toBeDefined();
    change(project);
    expect(await readFreshTaskIndex(project.options)).toBeUndefined();
  });

  it("is not fresh for other globs", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW });
    await new ProjectAnalyzer(project.options).index();
    expect(await readFreshTaskIndex({ ...project.options, include: ["*.ts"] })).toBeUndefined();
  });

  it.each<[string, (text: string) => string]>([
    ["empty", () => ""],
    ["cut off in the index", (text) => text.slice(0, text.indexOf("\n") / 2)],
    ["cut off in the facts", (text) => text.slice(0, -10)],
    ["not JSON", () => "\u0000\u0001\n\u0002"],
    ["some other JSON", () => "[]\nnull"],
    ["of another version", (text) => text.replace(/"version":"[^"]*"/, '"version":"0"')],
  ])("is ignored when it is %s", async (_, damage) => {
    using project = new ProjectFolder({ "raw.ts": RAW, "report.ts": REPORT });
    const index = await new ProjectAnalyzer(project.options).index();
    writeFileSync(project.cacheFile, damage(readFileSync(project.cacheFile, "utf8")));
    project.write("raw.ts", `${RAW}\n`);
    expect(await new ProjectAnalyzer(project.options).index()).toEqual(index);
    expect(await readFreshTaskIndex(project.options)).toEqual(index);
  });

  it("can be done without", async () => {
    using project = new ProjectFolder({ "raw.ts": RAW, cache: "a file where the folder should be" });
    const cacheFile = path.join(project.root, "cache/task-index.json");
    expect(families(await new ProjectAnalyzer({ ...project.options, cacheFile }).index())).toEqual(["Raw"]);
    expect(families(await new ProjectAnalyzer({ ...project.options, cacheFile: undefined }).index())).toEqual(["Raw"]);
  });
});
