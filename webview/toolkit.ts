// What the page asks of its controls. `controls.ts` draws those of the component library, once it is loaded.
import { h } from "./element.ts";

/** A button that shows an icon; `label` is what it is called. */
export function iconButton(label: string, icon: Element, press: () => void): HTMLElement {
  const button = document.createElement("vscode-button");
  button.setAttribute("appearance", "icon");
  button.setAttribute("aria-label", label);
  button.title = label;
  button.append(icon);
  button.addEventListener("click", press);
  return button;
}

export function textButton(label: string, press: () => void, kind: "primary" | "secondary" = "primary"): HTMLElement {
  const button = document.createElement("vscode-button");
  button.setAttribute("appearance", kind);
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}

export function setDisabled(button: HTMLElement, disabled: boolean): void {
  button.toggleAttribute("disabled", disabled);
}

/** A field for words to look for. */
export function searchField(label: string, change: (text: string) => void): HTMLElement & { value: string } {
  const field = document.createElement("vscode-text-field") as HTMLElement & { value: string };
  field.setAttribute("placeholder", label);
  field.setAttribute("aria-label", label);
  field.addEventListener("input", () => change(field.value));
  return field;
}

/** Takes the keyboard to a field, which can have it from when it is drawn on. */
export async function focusField(field: HTMLElement): Promise<void> {
  await customElements.whenDefined(field.localName);
  field.focus();
}

export function progressRing(label: string): HTMLElement {
  const ring = document.createElement("vscode-progress-ring");
  ring.setAttribute("aria-label", label);
  return ring;
}

// The fields of forms are the browser's own: labels, suggestions and the keyboard work as everywhere.

/** A field with its name above it. */
export function labelled(label: string, field: HTMLElement, note?: string): HTMLElement {
  return h(
    "label",
    { class: "field" },
    h("span", { class: "label" }, label),
    field,
    note && h("span", { class: "hint" }, note),
  );
}

export function textInput(value: string, change: (text: string) => void, placeholder = ""): HTMLInputElement {
  const input = h("input", { type: "text", placeholder, spellcheck: "false", autocomplete: "off" });
  input.value = value;
  input.addEventListener("input", () => change(input.value));
  return input;
}

export function choiceInput<Value extends string>(
  value: Value,
  choices: readonly (readonly [Value, string])[],
  change: (value: Value) => void,
): HTMLSelectElement {
  const options = choices.map(([each, text]) => h("option", { value: each, selected: each === value }, text));
  const select = h("select", {}, ...options);
  select.value = value;
  select.addEventListener("change", () => change(select.value as Value));
  return select;
}

export function checkInput(label: string, checked: boolean, change: (checked: boolean) => void): HTMLElement {
  const input = h("input", { type: "checkbox", checked });
  input.addEventListener("change", () => change(input.checked));
  return h("label", { class: "check" }, input, label);
}
