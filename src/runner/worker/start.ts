// The worker's first file: what it compiles is kept for the next worker.
import module from "node:module";

module.enableCompileCache();
await import("./main.ts");
