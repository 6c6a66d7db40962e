import { h } from "./element.ts";
import { host } from "./host.ts";
import { t } from "./words.ts";

const PAUSE_MS = 800;
const MOST_LINES = 5000;

/** `file:line:column`, with a path that has a folder or a known ending. */
const PLACE = /((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]|\.{0,2}\/)?[\w@.\-/\\]+\.[cm]?[jt]sx?):(\d+)(?::(\d+))?/g;

const ESCAPE = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*[A-Za-z]`, "g");

/** A log, growing while the task runs. Places in the code are links, where there is an editor to show them. */
export class LogView {
  readonly element = h("pre", { class: "log", tabindex: 0, role: "log", "aria-label": t("Log") });
  #file: string | undefined;
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rest = "";

  /** @param file relative to the project's folder */
  show(file: string | undefined, isGrowing: boolean): void {
    clearTimeout(this.#timer);
    if (file === undefined) {
      this.#file = undefined;
      this.element.replaceChildren(h("span", { class: "hint" }, t("There is no log: it did not start.")));
      return;
    }
    if (file !== this.#file) {
      this.#file = file;
      this.#next = 0;
      this.#rest = "";
      this.element.replaceChildren();
    }
    void this.#read(file, isGrowing);
  }

  /** Ends the reading of a log that grows. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  async #read(file: string, isGrowing: boolean): Promise<void> {
    try {
      const { text, next } = await host.api.log({ file, from: this.#next });
      if (file !== this.#file) return;
      if (next < this.#next) this.element.replaceChildren();
      this.#next = next;
      this.#append(text);
      if (this.element.childNodes.length === 0 && !isGrowing)
        this.element.replaceChildren(h("span", { class: "hint" }, t("Nothing was logged.")));
    } catch (error) {
      this.element.replaceChildren(
        h("span", { class: "hint" }, error instanceof Error ? error.message : String(error)),
      );
      return;
    }
    if (isGrowing && this.element.isConnected) this.#timer = setTimeout(() => void this.#read(file, true), PAUSE_MS);
  }

  #append(text: string): void {
    if (text === "") return;
    const { element } = this;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
    const lines = (this.#rest + text).split("\n");
    // A line without its end comes again with the next piece; what is there of it is shown.
    if (this.#rest !== "") element.lastElementChild?.remove();
    this.#rest = lines.at(-1) ?? "";
    if (this.#rest === "") lines.pop();
    element.append(...lines.slice(-MOST_LINES).map((line) => h("span", { class: "line" }, ...linked(`${line}\n`))));
    while (element.childElementCount > MOST_LINES) element.firstElementChild?.remove();
    if (isAtEnd) element.scrollTop = element.scrollHeight;
  }
}

/** A text with links to the places in the code that it names. */
export function linked(text: string): (Node | string)[] {
  const plain = text.replaceAll(COLOURS, "");
  if (!host.isEditor) return [plain];
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of plain.matchAll(PLACE)) {
    const [whole, file = "", line = "1", column = "1"] = match;
    parts.push(
      plain.slice(end, match.index),
      placeLink(whole, file.replace("file://", ""), Number(line), Number(column)),
    );
    end = match.index + whole.length;
  }
  return [...parts, plain.slice(end)];
}

/** Not a button: that does not break where its line does, and so takes a line of its own. */
function placeLink(text: string, file: string, line: number, column: number): HTMLElement {
  const link = h("span", { class: "link", role: "link", tabindex: 0 }, text);
  const follow = () => void host.api.revealLine({ file, line, column }).catch(() => undefined);
  link.addEventListener("click", follow);
  link.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") follow();
  });
  return link;
}
