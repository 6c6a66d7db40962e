import type { History } from "../history/history.ts";
import { openPastHistory } from "../history/open-history.ts";
import type { Project } from "../project/project.ts";
import { cleanUpAfterCrash } from "../run/clean-up-after-crash.ts";

/** Opens the history for one question, so that a file that is replaced meanwhile does no harm. */
export async function withPast<T>(project: Project, ask: (history: History) => T | Promise<T>): Promise<T> {
  const history = await openPastHistory(project, () => undefined);
  try {
    await cleanUpAfterCrash(history, project.root);
    return await ask(history);
  } finally {
    history.close();
  }
}
