// Makes a release of the version in package.json: `npm run release`, or `npm run release -- --dry-run`, which makes and
// checks everything and tags nothing.
//
// It asks for a clean working folder, a section in CHANGELOG.md and a version without a tag; makes the npm package and the
// .vsix from a copy of the source and uses both; and sets the tag. Publishing is left to somebody with the right to:
// it prints the commands.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { changelogSection } from "./release/changelog-section.ts";

const root = path.resolve(import.meta.dirname, "..");
const { values: given } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
const isDry = given["dry-run"];
const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
const tag = `v${version}`;
const folder = path.join(root, "artifacts/release");

try {
  release();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function release(): void {
  console.log(`Pipewright ${version}${isDry ? ", for a try" : ""}`);
  const notes = notesOrWhyNot();
  if (!isDry) {
    if (said("git", "status", "--porcelain") !== "") throw new Error("There are changes that are not committed.");
    if (said("git", "tag", "--list", tag) !== "") throw new Error(`There is a tag ${tag} already.`);
  }
  if (!isDry) must("npm", "audit", "--omit=dev"); // asks the registry, which a try can do without
  must("npm", "run", "check:package");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  must("npm", "pack", "--loglevel=error", "--pack-destination", folder);
  must("npm", "run", "package", "--", "--out", path.join(folder, `pipewright-${version}.vsix`));
  if (isDry) {
    console.log(`All is ready in artifacts/release. Without --dry-run this would set the tag ${tag}.`);
    return;
  }
  must("git", "tag", "--annotate", tag, "--message", `Pipewright ${version}\n\n${notes}`);
  console.log(`The tag ${tag} is set. To publish:
  git push origin ${tag}
  npm publish artifacts/release/pipewright-${version}.tgz
  npx vsce publish --packagePath artifacts/release/pipewright-${version}.vsix`);
}

/** A try is for any time, so that it takes what is not released yet. */
function notesOrWhyNot(): string {
  const changelog = readFileSync(path.join(root, "CHANGELOG.md"), "utf8");
  try {
    return changelogSection(changelog, version);
  } catch (error) {
    if (!isDry) throw error;
    console.log(`A release would stop here: ${(error as Error).message}`);
    return changelogSection(changelog, "Unreleased");
  }
}

function must(program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with exit code ${status}.`);
}

function said(program: string, ...args: string[]): string {
  return spawnSync(program, args, { cwd: root, encoding: "utf8" }).stdout.trim();
}
