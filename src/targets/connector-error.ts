/** What went wrong between us and another system: where, never with what secret. */
export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  /** The driver's own code: `ECONNREFUSED`, `28P01`, `NoSuchBucket`, … */
  readonly code: string | undefined;

  /**
   * @param address of the system, without a secret
   * @param error what the driver threw; it is not kept, since drivers put what they were given into their errors
   * @param secrets what may not be shown, wherever the driver put it
   */
  constructor(address: string, error: unknown, secrets: readonly (string | undefined)[] = []) {
    const { message, code } = tell(error);
    let text = message;
    for (const secret of secrets) {
      if (!secret) continue;
      for (const form of new Set([secret, encodeURIComponent(secret)])) text = text.replaceAll(form, "***");
    }
    super(`${address}: ${text}`);
    this.code = code;
  }
}

function tell(error: unknown): { message: string; code: string | undefined } {
  // A host with several addresses, none of which answers.
  if (error instanceof AggregateError && !error.message && error.errors.length > 0) return tell(error.errors[0]);
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: unknown };
  const { message: own } = error as { message?: unknown };
  const message = typeof own === "string" ? own : String(error); // not every driver throws errors
  const text = message || String(name ?? "failed");
  // fetch() says only that it failed; why is in its cause.
  const why =
    cause instanceof Error && cause.message && !text.includes(cause.message) ? ` (${tell(cause).message})` : "";
  const word = code ?? (cause as { code?: unknown } | undefined)?.code ?? (name === "Error" ? undefined : name);
  return { message: text + why, code: word === undefined ? undefined : String(word) };
}
