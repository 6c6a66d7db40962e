import { progressRing, textButton } from "./toolkit.ts";
import { t } from "./words.ts";

export type Notice =
  | { readonly kind: "loading" }
  /** `broken`: what is wrong with files that can not be read. */
  | { readonly kind: "noTasks"; readonly broken: readonly string[] }
  | { readonly kind: "unavailable"; readonly reason: string };

/** What stands in the graph's place while there is none: what is the matter, and what to do. */
export function noticeView(notice: Notice): HTMLElement {
  const element = document.createElement("section");
  element.className = "notice";
  element.setAttribute("role", "status");
  switch (notice.kind) {
    case "loading":
      element.append(progressRing(t("Reading the task classes")), line(t("Reading the task classes…")));
      break;
    case "noTasks":
      element.append(
        title(t("No task classes yet")),
        line(t("A class that extends Task.with({ … }) appears here as soon as it is written.")),
        ...notice.broken.map(line),
      );
      break;
    case "unavailable":
      element.append(title(t("There is no graph to show")), line(notice.reason));
      element.append(textButton(t("Reload"), () => location.reload()));
  }
  return element;
}

function title(text: string): HTMLElement {
  const element = document.createElement("h1");
  element.textContent = text;
  return element;
}

function line(text: string): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}
