// The one place that knows which component library draws the controls: to change it, change this file.
import {
  provideVSCodeDesignSystem,
  type TextField,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextField());

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

export function textButton(label: string, press: () => void): HTMLElement {
  const button = document.createElement("vscode-button");
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}

/** A field for words to look for. */
export function searchField(label: string, change: (text: string) => void): HTMLElement & { value: string } {
  const field = document.createElement("vscode-text-field") as TextField;
  field.setAttribute("placeholder", label);
  field.setAttribute("aria-label", label);
  field.addEventListener("input", () => change(field.value));
  return field;
}

export function progressRing(label: string): HTMLElement {
  const ring = document.createElement("vscode-progress-ring");
  ring.setAttribute("aria-label", label);
  return ring;
}
