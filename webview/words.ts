/** A message in the user's language, from the bundle that the host gave the page; in English where there is none. */
export function t(message: string, ...args: (string | number)[]): string {
  return (bundle()[message] ?? message).replace(/\{(\d+)\}/g, (whole, at) => String(args[Number(at)] ?? whole));
}

let read: Readonly<Record<string, string>> | undefined;

function bundle(): Readonly<Record<string, string>> {
  // Without a page, in a test or a worker, there is no bundle either.
  const words = typeof document === "undefined" ? undefined : document.body.dataset.words;
  read ??= JSON.parse(words ?? "{}") as Record<string, string>;
  return read;
}
