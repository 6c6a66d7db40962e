import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/vscode/**", "test/served/**", "test/targets/real/**", "test/kubernetes/**", "test/fixtures/**"],
    // Tests that start processes share two cores with them.
    maxWorkers: 2,
    // Against a test that hangs, and no measure: a busy machine takes a minute for ten runs of the command.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
