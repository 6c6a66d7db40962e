/** A notification that was not sent, for a reason that can be told to everybody. */
export class NotSent extends Error {
  override readonly name = "NotSent";
  /** It may be better the next time. */
  readonly isPassing: boolean;

  constructor(message: string, isPassing = false) {
    super(message);
    this.isPassing = isPassing;
  }
}
