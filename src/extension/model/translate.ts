/** Puts a message into the user's language; `{0}`, `{1}`, … stand for the arguments. `vscode.l10n.t` is one. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** The messages as they are written. */
export const inEnglish: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, position) => String(args[Number(position)] ?? whole));
