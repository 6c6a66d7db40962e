import type { BuildFailure } from "esbuild";

/** Why the user's code does not compile, with each error's place. */
export function describeFailure({ errors, message }: BuildFailure): string {
  if (errors === undefined) return `The tasks could not be compiled: ${message}`;
  const lines = errors.map(
    ({ text, location }) => `  ${location ? `${location.file}:${location.line}:${location.column + 1} ` : ""}${text}`,
  );
  return `The tasks could not be compiled:\n${lines.join("\n")}`;
}
