import { h } from "../element.ts";
import { textButton } from "../toolkit.ts";
import { t } from "../words.ts";

const MOST = 200;

/**
 * Asks before something is done that can not be undone.
 *
 * @param lines what it is done to
 * @returns whether it is wanted
 */
export function confirm(title: string, lines: readonly string[], yes: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const end = (answer: boolean) => {
    resolve(answer);
    dialog.close();
    dialog.remove();
  };
  const list = h("ul", { tabindex: 0, "aria-label": title }, ...lines.slice(0, MOST).map((line) => h("li", {}, line)));
  const more = lines.length > MOST ? h("p", { class: "hint" }, t("… and {0} more", lines.length - MOST)) : undefined;
  const buttons = h(
    "div",
    { class: "actions" },
    textButton(yes, () => end(true)),
    textButton(t("Cancel"), () => end(false), "secondary"),
  );
  const dialog = h("dialog", { "aria-label": title }, h("h2", {}, title), list, more, buttons);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    end(false);
  });
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}
