import { mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { checkContent } from "./check-content.ts";
import type { Findings } from "./findings.ts";
import { mustRun, run } from "./run.ts";
import { PIPELINE, putFiles, runPipeline } from "./run-pipeline.ts";

const NEEDED = [
  "package.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "NOTICE",
  "dist/index.js",
  "dist/testing.js",
  "dist/targets/azure.js",
  "dist/targets/bigquery.js",
  "dist/targets/duckdb.js",
  "dist/targets/ftp.js",
  "dist/targets/gcs.js",
  "dist/targets/http.js",
  "dist/targets/mysql.js",
  "dist/targets/postgres.js",
  "dist/targets/redis.js",
  "dist/targets/sftp.js",
  "dist/targets/snowflake.js",
  "dist/targets/webhdfs.js",
  "dist/cli.js",
  "dist/worker.js",
  "dist/pod.js",
  "dist/analyzer.js",
  "dist/history-thread.js",
  "dist/checker.js",
  "dist/own-compiler.js",
  "dist/extension.cjs",
  "dist/webview/panel.js",
  "dist/webview/panel.css",
  "schemas/openlineage-facets.schema.json",
  "dist/types/framework/index.d.ts",
  "dist/types/testing/index.d.ts",
];
const ALLOWED =
  /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|NOTICE|dist\/[a-z-]+\.c?js|dist\/(?:chunks|targets)\/.+\.js|dist\/webview\/[^/]+\.(?:js|css|ttf)|docs\/findings\/[A-Za-z-]+\.md|schemas\/[a-z.-]+\.schema\.json|dist\/types\/(?:framework|protocol|targets|testing)\/.+\.d\.ts)$/;

/** How a project may look modules up; our types have to hold in each. */
const LOOK_UPS = [
  { module: "node16" },
  { module: "nodenext" },
  { module: "preserve", moduleResolution: "bundler" },
] as const;

/** @param source a copy of the source, to pack */
export async function checkLibrary(findings: Findings, source: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const packed = await mustRun("npm", ["pack", "--json", "--loglevel=error", "--pack-destination", folder], {
    cwd: source,
  });
  const tarball = path.join(folder, tarballOf(packed));
  findings.size("the library, as npm packs it", (await stat(tarball)).size);
  await mustRun("tar", ["-xzf", tarball, "-C", folder], { cwd: folder });
  await checkContent(findings, path.join(folder, "package"), { needed: NEEDED, allowed: ALLOWED, source });

  const { messages, pkg } = await publint({ pkgDir: path.join(folder, "package"), pack: false });
  findings.expect(
    "is clean by publint",
    messages.map((message) => `${message.type}: ${formatMessage(message, pkg ?? {})}`),
  );
  findings.expect("has types that are what it exports, by attw", await wrongTypes(tarball));
  await useIt(findings, source, tarball, path.join(folder, "project"));
}

/**
 * It is a package of modules alone, for a Node that lets CommonJS load them: how the resolution of old, and CommonJS by
 * the one of 2021, would see it is left out, as attw's own profile for such packages does.
 */
async function wrongTypes(tarball: string): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(tarball))));
  if (result.types === false) return ["it has no types"];
  return result.problems
    .filter((problem) => !("resolutionKind" in problem && /^node10|-cjs$/.test(problem.resolutionKind)))
    .map((problem) => JSON.stringify(problem));
}

/** What the build says comes before the JSON. */
function tarballOf(output: string): string {
  const [{ filename }] = JSON.parse(output.slice(output.search(/^\[$/m))) as [{ filename: string }];
  return filename;
}

/** Does what somebody does who has just heard of it: a new project, an installation, a pipeline, a run. */
async function useIt(findings: Findings, source: string, tarball: string, project: string): Promise<void> {
  const { devDependencies } = JSON.parse(await readFile(path.join(source, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const development = ["typescript", "@types/node"].map((name) => `${name}@${devDependencies[name]}`);
  await putFiles(project, { ...PIPELINE, "package.json": '{ "private": true, "type": "module" }' });
  await mustRun(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", tarball, ...development],
    { cwd: project },
  );
  findings.expect("installs into a new project", true);

  for (const lookUp of LOOK_UPS) {
    const compilerOptions = {
      ...lookUp,
      target: "es2023",
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      skipLibCheck: false,
      noEmit: true,
      types: ["node"],
    };
    await putFiles(project, { "tsconfig.json": JSON.stringify({ compilerOptions, include: ["tasks"] }) });
    const { code, output } = await run("npx", ["tsc", "-p", "."], { cwd: project });
    findings.expect(`type-checks with ${Object.values(lookUp).join(", ")}`, code === 0 ? [] : [output]);
  }
  await runPipeline(findings, project, ["npx", "pipewright"]);
  const { code, output } = await run(process.execPath, ["--test", "tasks/sales.test.ts"], { cwd: project });
  findings.expect("runs the pipeline's unit test", code === 0 ? [] : [output]);
}
