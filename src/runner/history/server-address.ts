export interface ServerAddress {
  /** With the password, as the driver takes it. */
  readonly url: URL;
  /** The schema that has the history's tables. */
  readonly schema: string;
}

/** @param address `postgres://user:password@host:5432/database?schema=pipewright` */
export function serverAddress(address: string): ServerAddress {
  const url = new URL(address);
  const schema = url.searchParams.get("schema") ?? "pipewright";
  url.searchParams.delete("schema");
  return { url, schema };
}
