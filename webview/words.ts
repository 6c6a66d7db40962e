/** A message in the user's language, from the bundle that the host gave the page; in English where there is none. */
export function t(message: string, ...args: (string | number)[]): string {
  return (bundle()[message] ?? message).replace(/\{(\d+)\}/g, (whole, at) => String(args[Number(at)] ?? whole));
}

let read: Readonly<Record<string, string>> | undefined;

function bundle(): Readonly<Record<string, string>> {
  read ??= JSON.parse(document.body.dataset.words ?? "{}") as Record<string, string>;
  return read;
}
