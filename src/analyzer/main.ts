import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { connectToParent } from "../channel/process-channel.ts";
import type { AnalyzerApi, AnalyzerEvents, AnalyzerOptions } from "../protocol/analyzer-api.ts";
import { IndexTeller } from "./index-teller.ts";
import { ProjectAnalyzer } from "./project-analyzer.ts";
import { startTypeWorker } from "./types/start-type-worker.ts";
import type { TypeRequest } from "./types/type-question.ts";

// The process that reads a project's source: `analyzer.js '<AnalyzerOptions as JSON>'`, started with an IPC channel.
// As a worker thread it is the type checker, which answers the questions that it is started with.

// The parser is a CommonJS package, which asks for this while it is loaded; in a bundle it is part of a module.
Object.assign(globalThis, { __filename: import.meta.filename, __dirname: import.meta.dirname });

if (isMainThread) serve();
else {
  const { answerQuestions } = await import("./types/answer-questions.ts");
  parentPort?.postMessage(answerQuestions(workerData as TypeRequest), []);
}

function serve(): void {
  const options = JSON.parse(process.argv[2] ?? "null") as AnalyzerOptions | null;
  if (options === null) throw new Error("The analyzer is told what to read in its first argument, as JSON.");

  const teller = new IndexTeller((change) => void parent.indexChanged.asEvent(change));
  let isListening = false;
  const analyzer = new ProjectAnalyzer(
    options,
    (found) => {
      // Who only wants the whole index is not told of its parts.
      if (isListening) teller.tell(found);
    },
    startTypeWorker(import.meta.filename),
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
