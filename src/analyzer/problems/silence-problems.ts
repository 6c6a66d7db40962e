import { FINDINGS } from "../../protocol/finding-code.ts";
import type { Problem } from "../../protocol/task-index.ts";
import type { FileFacts } from "../facts/file-facts.ts";
import type { Silencer } from "../facts/silencer.ts";
import type { Finding } from "./finding.ts";

/** Leaves out what comments with a reason take back, and tells of comments that do not say why or what. */
export function silenceProblems(problems: readonly Problem[], files: ReadonlyMap<string, FileFacts>): Problem[] {
  const left = problems.filter(
    ({ file, line, code }) => !files.get(file)?.silencers?.some((silencer) => silences(silencer, line, code)),
  );
  const wrong = [...files].flatMap(([file, { silencers }]) =>
    (silencers ?? []).flatMap((silencer) => invalid(silencer, file)),
  );
  return [...left, ...wrong];
}

function silences({ codes, reason, line }: Silencer, at: number, code: string): boolean {
  return reason !== undefined && line === at && codes.includes(code);
}

function invalid({ codes, reason, range }: Silencer, file: string): Finding[] {
  const unknown = codes.find((code) => !Object.hasOwn(FINDINGS, code));
  const what =
    codes.length === 0
      ? "does not say what: name the code of a finding."
      : unknown !== undefined
        ? `names ${unknown}, and there is no finding of that code. Correct the code.`
        : reason === undefined
          ? "does not say why, and so it silences nothing. Add a reason."
          : undefined;
  if (what === undefined) return [];
  const form = `// pipewright-disable-next-line ${codes[0] ?? "cycle"}: why this is right here`;
  return [
    {
      code: "invalid-silencer",
      severity: "warning",
      message: `This comment ${what} It should read like \`${form}\`.`,
      file,
      ...range,
    },
  ];
}
