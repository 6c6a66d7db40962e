import type { TaskError } from "../../protocol/run-event.ts";
import type { AttemptOutcome } from "../worker/worker-api.ts";

/** Puts the project's folder of this machine in the place of the image's, so that an error's place can be clicked on. */
export function localOutcome(outcome: AttemptOutcome, there: string, here: string): AttemptOutcome {
  if (outcome.status === "suspended") return outcome;
  const ends = outcome.ends.map((end) =>
    end.status === "failed" ? { ...end, error: localError(end.error, there, here) } : end,
  );
  return { status: "ended", ends };
}

function localError(error: TaskError, there: string, here: string): TaskError {
  const local = (text: string) => text.replaceAll(`${there}/`, `${here}/`);
  const { stack, location } = error;
  return {
    ...error,
    ...(stack !== undefined && { stack: local(stack) }),
    ...(location && { location: { ...location, file: local(location.file) } }),
  };
}
