import { connectToParent } from "../../channel/process-channel.ts";
import type { PanelEvents } from "../../protocol/panel-api.ts";
import type { Project } from "../project/project.ts";
import { panelActions } from "./panel-actions.ts";
import { panelQueries } from "./panel-queries.ts";
import { watchHistory } from "./watch-history.ts";

/**
 * Answers the editor, which has started this process, over its channel; it tells the editor when the history changes.
 *
 * @param signal ends it
 */
export function serveChannel(project: Project, signal: AbortSignal): void {
  const { stop, pause } = panelActions(project);
  const answers = { ...panelQueries(project), stop, pause };
  const editor = connectToParent<Pick<PanelEvents, "historyChanged">, typeof answers>(answers);
  watchHistory(project, () => void editor.historyChanged.asEvent(), signal);
}
