import type { PageName } from "../src/protocol/panel-api.ts";
import { h } from "./element.ts";
import { host } from "./host.ts";
import { closeIcon } from "./icons.ts";
import type { About, Page } from "./page.ts";
import { iconButton } from "./toolkit.ts";
import { t } from "./words.ts";

export interface Tab {
  readonly name: PageName;
  readonly title: string;
  /** Makes the page, when it is first wanted: a form of thousands of classes takes its time. */
  readonly make: () => Page;
}

const STATE = "page";

/** The pages under their tabs, and a line for what went wrong. */
export class Shell {
  readonly element: HTMLElement;
  readonly #tabs: readonly Tab[];
  readonly #pages = new Map<PageName, Page>();
  readonly #buttons: ReadonlyMap<PageName, HTMLButtonElement>;
  readonly #said = h("div", { class: "said", role: "alert", hidden: true });
  /** What the page in sight is to be about as soon as there is something to show. */
  #wanted: About | undefined;
  #current: PageName = host.state.get<PageName>(STATE) ?? "graph";

  /** @param corner what stands at the end of the tabs */
  constructor(tabs: readonly Tab[], corner?: HTMLElement) {
    this.#tabs = tabs;
    this.#buttons = new Map(tabs.map((tab) => [tab.name, this.#button(tab)]));
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": t("Pages") }, ...this.#buttons.values());
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const index = tabs.findIndex(({ name }) => name === this.#current);
      this.show(tabs[(index + step + tabs.length) % tabs.length]?.name ?? "graph");
      this.#buttons.get(this.#current)?.focus();
      event.preventDefault();
    });
    const panels = tabs.map(({ name }) =>
      h("section", { class: "panel", role: "tabpanel", id: `page-${name}`, "aria-labelledby": `tab-${name}` }),
    );
    this.element = h(
      "div",
      { class: "shell" },
      h("header", { class: "top" }, list, corner),
      h("main", { class: "shell" }, h("h1", { class: "live" }, t("Pipewright")), this.#said, ...panels),
    );
    this.show(this.#current);
  }

  /** Puts it into the document, unless it is there. */
  enter(): void {
    if (this.element.isConnected) return;
    document.body.replaceChildren(this.element);
    this.show(this.#current, this.#wanted);
  }

  #page(name: PageName): Page | undefined {
    const known = this.#pages.get(name);
    const made = known ?? this.#tabs.find((tab) => tab.name === name)?.make();
    if (known !== undefined || made === undefined) return known;
    this.#pages.set(name, made);
    this.element.querySelector(`#page-${name}`)?.append(made.element);
    return made;
  }

  show(name: PageName, about?: About): void {
    this.#current = name;
    host.state.set(STATE, name);
    for (const [each, button] of this.#buttons) {
      const isShown = each === name;
      button.setAttribute("aria-selected", String(isShown));
      button.tabIndex = isShown ? 0 : -1;
      const panel = this.element.querySelector<HTMLElement>(`#page-${each}`);
      if (panel !== null) panel.hidden = !isShown;
    }
    // While there is nothing to show it waits outside of the document.
    this.#wanted = this.element.isConnected ? undefined : (about ?? this.#wanted);
    if (!this.element.isConnected) return;
    const page = this.#page(name);
    page?.shown();
    if (about !== undefined) page?.open(about);
  }

  /** Says what went wrong, until it is put away or something else is. */
  say(message: string): void {
    const close = iconButton(t("Close"), closeIcon(), () => (this.#said.hidden = true));
    this.#said.replaceChildren(h("span", {}, message), close);
    this.#said.hidden = false;
  }

  #button({ name, title }: Tab): HTMLButtonElement {
    const button = h("button", { role: "tab", id: `tab-${name}`, "aria-controls": `page-${name}` }, title);
    button.addEventListener("click", () => this.show(name));
    return button;
  }
}
