import path from "node:path";
import { defineConfig } from "vitest/config";

// What needs a cluster: `npm run test:kubernetes`.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, "../.."),
    include: ["test/kubernetes/**/*.test.ts"],
    // All share one node, and its cores.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
