import path from "node:path";
import { connectToParent } from "../channel/process-channel.ts";
import type { AnalyzerApi, AnalyzerEvents, AnalyzerOptions } from "../protocol/analyzer-api.ts";
import { IndexTeller } from "./index-teller.ts";
import { ProjectAnalyzer } from "./project-analyzer.ts";
import { findCompilers } from "./types/find-compilers.ts";
import { startTypeWorker } from "./types/start-type-worker.ts";

// The process that reads a project's source: `analyzer.js '<AnalyzerOptions as JSON>'`, started with an IPC channel.

// The parser is a CommonJS package, which asks for this while it is loaded; in a bundle it is part of a module.
Object.assign(globalThis, { __filename: import.meta.filename, __dirname: import.meta.dirname });

/** Beside this program, in source as in a build. */
const beside = (name: string) => path.join(import.meta.dirname, `${name}${path.extname(import.meta.filename)}`);

serve();

function serve(): void {
  const options = JSON.parse(process.argv[2] ?? "null") as AnalyzerOptions | null;
  if (options === null) throw new Error("The analyzer is told what to read in its first argument, as JSON.");

  const teller = new IndexTeller((change) => void parent.indexChanged.asEvent(change));
  let isListening = false;
  // The extension carries none, for its size, and borrows one.
  const compilers = findCompilers(options.compilerFolders ?? [], beside("own-compiler"));
  const analyzer = new ProjectAnalyzer(
    options,
    (found) => {
      // Who only wants the whole index is not told of its parts.
      if (isListening) teller.tell(found);
    },
    compilers.length > 0 ? startTypeWorker(beside("checker"), compilers) : undefined,
  );

  async function listen(question: () => Promise<unknown>): Promise<void> {
    isListening = true;
    await question();
    teller.tell(analyzer.found);
  }

  const parent = connectToParent<AnalyzerEvents, AnalyzerApi>({
    index: (how) => analyzer.index(how),
    refresh: (files) => listen(() => analyzer.refresh(files)),
    setOverlay: (file, text) => listen(() => analyzer.edit(file, text)),
    cancel: () => analyzer.cancel(),
  });
  process.on("disconnect", () => process.exit());
}
