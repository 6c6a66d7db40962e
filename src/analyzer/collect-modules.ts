import { readFileSync } from "node:fs";
import path from "node:path";
import type { FileStamp } from "../protocol/task-index-cache.ts";
import type { FileFacts } from "./facts/file-facts.ts";
import type { KnownFiles } from "./facts-cache.ts";
import type { ImportSettings } from "./import-settings.ts";
import { isLoad, loadedBy } from "./linking/code-linker.ts";
import type { ModuleGraph } from "./linking/module-graph.ts";
import { type ModuleTarget, resolveModule } from "./linking/resolve-module.ts";

export interface Collection {
  readonly root: string;
  /** The files that may hold tasks. */
  readonly sources: readonly string[];
  /** Added to and corrected on the way. */
  readonly known: KnownFiles;
  /** What stands in unsaved editors, in place of the disk. */
  readonly overlays: ReadonlyMap<string, FileFacts>;
  /** Only what is known already counts: no file is read. */
  readonly partial?: true;
  readonly settings: ImportSettings;
  /** Where imports were found to lead: it holds as long as no file comes or goes. */
  readonly targets: Map<string, ModuleTarget>;
  /** The files that the imports of a file lead to; it holds as long as the targets do. */
  readonly imports: WeakMap<FileFacts, readonly string[]>;
  /** Asked at most once for each file that plays a part. */
  stampOf(file: string): FileStamp;
  read(file: string, text: string): FileFacts;
}

/**
 * Gathers the facts of all files that matter: those in which a task could be declared, and what they import from the
 * project, wherever it is. Any other file is looked through for two words and left alone.
 */
export function collectModules(collection: Collection): ModuleGraph {
  const { sources, targets } = collection;
  const { resolve, importsOf } = resolverFor(collection);
  const files = new Map<string, FileFacts>();
  const add = (file: string, imported: boolean) => {
    const facts = files.has(file) ? undefined : factsOf(file, imported, collection);
    if (facts) files.set(file, facts);
  };
  for (const file of sources) add(file, false);
  // The map grows while it is walked.
  for (const [file, facts] of files) for (const imported of importsOf(file, facts)) add(imported, true);
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), targets, resolve };
}

/**
 * The same after one file has changed, in less time.
 *
 * @returns `undefined` where it imports other files than before, which may bring in others or leave them out
 */
export function exchangeModule(before: ModuleGraph, file: string, collection: Collection): ModuleGraph | undefined {
  const last = before.files.get(file);
  if (last === undefined || before.targets !== collection.targets) return undefined;
  const facts = factsOf(file, true, collection);
  const { resolve, importsOf } = resolverFor(collection);
  if (facts === undefined || importsOf(file, last).join() !== importsOf(file, facts).join()) return undefined;
  return { files: new Map(before.files).set(file, facts), targets: before.targets, resolve };
}

function resolverFor({ overlays, settings, targets, imports, stampOf }: Collection) {
  const exists = (file: string) => overlays.has(file) || stampOf(file) !== "absent";
  const resolve = (from: string, specifier: string): ModuleTarget => {
    const key = `${path.posix.dirname(from)} ${specifier}`;
    let target = targets.get(key);
    if (target === undefined) {
      target = resolveModule(from, specifier, settings, exists);
      targets.set(key, target);
    }
    return target;
  };
  const importsOf = (file: string, facts: FileFacts): readonly string[] => {
    let files = imports.get(facts);
    if (files === undefined) {
      const found = specifiersOf(facts).map((specifier) => resolve(file, specifier));
      files = found.flatMap((target) => (target.kind === "file" ? [target.file] : []));
      imports.set(facts, files);
    }
    return files;
  };
  return { resolve, importsOf };
}

/**
 * Reads one of the sources, if it has changed.
 *
 * @returns whether it had to be read
 */
export function readSource(file: string, collection: Collection): boolean {
  const before = collection.known.get(file)?.stamp;
  if (before === collection.stampOf(file) || collection.overlays.has(file)) return false;
  factsOf(file, false, collection);
  return true;
}

/** Those that lead to tasks, and those that lead to code that tasks call. */
function specifiersOf({ names, exports, stars, code }: FileFacts): string[] {
  const specifiers = new Set([...stars, ...code.effects]);
  for (const { from } of Object.values(code.links)) specifiers.add(from);
  for (const { uses } of code.pieces) {
    for (const use of uses) if (isLoad(use)) specifiers.add(loadedBy(use));
  }
  for (const declaration of Object.values(names)) if (declaration.kind === "import") specifiers.add(declaration.from);
  for (const exported of Object.values(exports)) if ("from" in exported) specifiers.add(exported.from);
  return [...specifiers];
}

function factsOf(file: string, imported: boolean, collection: Collection): FileFacts | undefined {
  const { root, known, overlays, read } = collection;
  const overlay = overlays.get(file);
  if (overlay) return overlay;
  const stamp = collection.stampOf(file);
  const before = known.get(file);
  if (before?.stamp === stamp && (before.facts || !imported)) return before.facts;
  if (collection.partial) return undefined;
  const text = textOf(path.join(root, file));
  const matters = text !== undefined && (imported || mayDeclareTasks(text));
  const facts = matters ? read(file, text) : undefined;
  known.set(file, { stamp, facts });
  return facts;
}

/** Every task class extends something in so many words. */
function mayDeclareTasks(text: string): boolean {
  return /\bclass\b/.test(text) && /\bextends\b/.test(text);
}

/** `undefined` for a file that went away meanwhile, or that we may not read. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
