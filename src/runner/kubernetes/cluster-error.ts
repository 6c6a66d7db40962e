/** The API server's answer to what can not be done, or that it could not be reached: then without a code. */
export class ClusterError extends Error {
  override readonly name = "ClusterError";
  /** HTTP's. */
  readonly code: number | undefined;

  constructor(message: string, code?: number) {
    super(message);
    this.code = code;
  }

  /** It may be otherwise in a moment: the server is away, or asks to come back later. */
  get isPassing(): boolean {
    return this.code === undefined || this.code === 429 || this.code >= 500;
  }
}
