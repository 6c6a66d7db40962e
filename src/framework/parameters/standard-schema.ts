/**
 * As much of a schema as is used here. Its type asks for no more, so that schemas of every library fit.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchema<T> {
  readonly "~standard": {
    readonly version: 1;
    validate(value: unknown): Result<T> | Promise<Result<T>>;
  };
}

type Result<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema says of a value: what it makes of it, or what is wrong. */
export interface Outcome<T> {
  readonly value?: T;
  readonly problem?: string;
}

/**
 * Asks a schema about a value.
 *
 * @throws Error when it does not answer at once: a task is made without waiting
 */
export function outcomeOf<T>(schema: StandardSchema<T>, value: unknown): Outcome<T> {
  const result = schema["~standard"].validate(value);
  if ("then" in result) {
    // Nobody waits for it; if it fails, that is no one's business either.
    result.catch(() => {});
    throw new Error("the schema is asynchronous, which a parameter can not be");
  }
  if (result.issues === undefined) return { value: result.value };
  return { problem: result.issues.map(issueText).join("; ") };
}

function issueText({ message, path = [] }: Issue): string {
  const place = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return place ? `${place}: ${message}` : message;
}
