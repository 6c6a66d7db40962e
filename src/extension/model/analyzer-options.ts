import type { AnalyzerOptions } from "../../protocol/analyzer-api.ts";
import { DEFAULT_TASK_GLOBS, NEVER_TASK_GLOBS } from "../../protocol/task-globs.ts";

/**
 * What the analyzer is told about a project.
 *
 * @param config the text of `pipewright.config.json`, where there is one
 * @param manifest the text of `package.json`, whose `pipewright` key stands in for it
 * @throws SyntaxError when the one that counts is not JSON
 */
export function analyzerOptions(
  root: string,
  config: string | undefined,
  manifest: string | undefined,
): AnalyzerOptions {
  const settings =
    config === undefined ? keyOf(manifest === undefined ? {} : JSON.parse(manifest), "pipewright") : JSON.parse(config);
  const include = globs(keyOf(settings, "tasks"));
  return {
    root,
    include: include.length === 0 ? DEFAULT_TASK_GLOBS : include,
    exclude: [...NEVER_TASK_GLOBS, ...globs(keyOf(settings, "exclude"))],
  };
}

function keyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function globs(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((glob): glob is string => typeof glob === "string") : [];
}
