interface Answer {
  /** Where birpc has the error of an answer. */
  readonly e?: unknown;
}

/** Makes a message one that comes through to the panel: VS Code hands it over as JSON, in which an error has no text. */
export function packMessage(message: Answer): Answer {
  return message.e instanceof Error ? { ...message, e: { message: message.e.message } } : message;
}

/** The message as it was before `packMessage`. */
export function unpackMessage(message: Answer): Answer {
  const { e: packed } = message;
  return isError(packed) ? { ...message, e: new Error(packed.message) } : message;
}

function isError(packed: unknown): packed is { readonly message: string } {
  return typeof packed === "object" && packed !== null && "message" in packed && typeof packed.message === "string";
}
