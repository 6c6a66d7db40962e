import { h } from "./element.ts";

export interface MenuEntry {
  readonly label: string;
  readonly choose: () => void;
}

/** A list of things to do, at a place: with the arrow keys as well; Escape or a click elsewhere closes it. */
export function openMenu(at: { readonly x: number; readonly y: number }, entries: readonly MenuEntry[]): void {
  const before = document.activeElement;
  const close = () => {
    menu.remove();
    window.removeEventListener("pointerdown", away, true);
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const away = ({ target }: PointerEvent) => {
    if (!(target instanceof Node && menu.contains(target))) close();
  };
  const items = entries.map(({ label, choose }) => {
    const item = h("button", { role: "menuitem", tabindex: -1 }, label);
    item.addEventListener("click", () => {
      close();
      choose();
    });
    return item;
  });
  const menu = h("div", { class: "menu", role: "menu" }, ...items);
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (step !== undefined) {
      const index = items.indexOf(document.activeElement as HTMLButtonElement);
      items[(index + step + items.length) % items.length]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(at.x, innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(at.y, innerHeight - height - 4))}px`;
  window.addEventListener("pointerdown", away, true);
  items[0]?.focus();
}

/** A place under a button. */
export function under(element: Element): { x: number; y: number } {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom + 2 };
}
