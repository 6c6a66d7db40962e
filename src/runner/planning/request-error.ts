/** What was asked for is wrong: the person who asked can put it right. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}
