import { ExitCode } from "../../protocol/exit-code.ts";
import type { History } from "../history/history.ts";
import { openPastHistory } from "../history/open-history.ts";
import { loadProject } from "../project/load-project.ts";
import type { Project } from "../project/project.ts";
import { cleanUpAfterCrash } from "../run/clean-up-after-crash.ts";

/** Opens a project's history for a command that tells of it. Runs that died meanwhile are told as such. */
export async function withHistory(
  cwd: string,
  tell: (history: History, project: Project) => void | Promise<void>,
): Promise<ExitCode> {
  const project = await loadProject(cwd);
  const history = await openPastHistory(project, (message) => console.error(message));
  try {
    await cleanUpAfterCrash(history, project.root);
    await tell(history, project);
  } finally {
    history.close();
  }
  return ExitCode.done;
}
