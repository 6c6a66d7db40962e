import path from "node:path";
import { defineConfig } from "vitest/config";

// What needs real servers: `npm run test:connectors`.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, "../.."),
    include: ["test/targets/real/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
