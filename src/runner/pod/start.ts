// A pod's program: one attempt, told on standard output.
import module from "node:module";

module.enableCompileCache();
await import("./main.ts");
