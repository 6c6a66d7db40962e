import { podLogsCommand } from "../src/protocol/pod-logs-command.ts";
import type { PodPlace } from "../src/protocol/pod-place.ts";
import { h } from "./element.ts";
import { host } from "./host.ts";
import { textButton } from "./toolkit.ts";
import { t } from "./words.ts";

/** The pod that made an attempt: its name, its node, and what shows its log where the cluster still has it. */
export function podView(place: PodPlace, failed: (error: unknown) => void): HTMLElement {
  const command = podLogsCommand(place);
  return h(
    "div",
    { class: "pod-view" },
    h("p", {}, t("Pod {0} on the node {1}", place.pod, place.node)),
    h("pre", { class: "command" }, command),
    h(
      "div",
      { class: "actions" },
      textButton(t("Copy command"), () => void navigator.clipboard.writeText(command).catch(failed), "secondary"),
      ...(host.isEditor
        ? [textButton(t("In the terminal"), () => void host.api.openTerminal({ command }).catch(failed), "secondary")]
        : []),
    ),
  );
}
