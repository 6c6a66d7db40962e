import type { FromPanel } from "../../protocol/panel-api.ts";

/** A message from the panel, which is not trusted: `undefined` for anything that is not one. */
export function parsePanelMessage(value: unknown): FromPanel | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  const { type } = value;
  switch (type) {
    case "ready":
      return { type };
    case "reveal":
    case "run":
    case "backfill":
      return "family" in value && typeof value.family === "string" ? { type, family: value.family } : undefined;
    case "scriptFailed":
      return "message" in value && typeof value.message === "string" ? { type, message: value.message } : undefined;
    default:
      return undefined;
  }
}
