import "./panel.css";
import type { ToPanel } from "../src/protocol/panel-api.ts";
import { GraphView } from "./graph-view.ts";
import { hearHost, tellHost } from "./host.ts";
import { type Notice, noticeView } from "./notice-view.ts";
import { toolbar } from "./toolbar.ts";

// Never a blank panel: what breaks here is told to the host, whose log the user can send us.
window.addEventListener("error", ({ message, error }) => {
  tellHost({ type: "scriptFailed", message: error instanceof Error ? (error.stack ?? message) : message });
  showNotice({ kind: "unavailable", reason: message });
});

const graph = new GraphView();
const bar = toolbar(graph);

function showNotice(notice: Notice): void {
  document.body.replaceChildren(noticeView(notice));
}

function hear(message: ToPanel): void {
  switch (message.type) {
    case "graph":
      if (message.index.tasks.length === 0) return showNotice({ kind: "noTasks" });
      if (!graph.element.isConnected) document.body.replaceChildren(bar, graph.element);
      return graph.show(message.index, message.statuses);
    case "statuses":
      return graph.update(message.statuses);
    case "unavailable":
      return showNotice({ kind: "unavailable", reason: message.reason });
  }
}

showNotice({ kind: "loading" });
hearHost(hear);
tellHost({ type: "ready" });
