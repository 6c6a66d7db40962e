import { connectToParent } from "../channel/process-channel.ts";
import type { AnalyzerApi, AnalyzerOptions } from "../protocol/analyzer-api.ts";
import { ProjectAnalyzer } from "./project-analyzer.ts";

// The process that reads a project's source: `analyzer.js '<AnalyzerOptions as JSON>'`, started with an IPC channel.
const options = JSON.parse(process.argv[2] ?? "null") as AnalyzerOptions | null;
if (options === null) throw new Error("The analyzer is told what to read in its first argument, as JSON.");

// The parser is a CommonJS package, which asks for this while it is loaded; in a bundle it is part of a module.
Object.assign(globalThis, { __filename: import.meta.filename, __dirname: import.meta.dirname });

const analyzer = new ProjectAnalyzer(options);
connectToParent<object, AnalyzerApi>({
  index: () => analyzer.index(),
  setOverlay: (file, text) => analyzer.setOverlay(file, text),
});
process.on("disconnect", () => process.exit());
