import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const COOKIE = "pipewright";

export type Admission =
  | { readonly admitted: true }
  /** It came with the token in its address: it is to come again with the cookie, and without the token to be seen. */
  | { readonly admitted: "again"; readonly cookie: string; readonly to: string }
  | { readonly admitted: false; readonly status: number; readonly why: string };

/** Who may come in: pages of our own address, that know the token. */
export class Access {
  readonly token = randomBytes(24).toString("base64url");
  readonly #port: () => number;

  /** @param port of the server, once it listens */
  constructor(port: () => number) {
    this.#port = port;
  }

  admit(request: IncomingMessage): Admission {
    const refuse = (status: number, why: string) => ({ admitted: false, status, why }) as const;
    // A name that leads here from elsewhere (DNS rebinding) is no name of ours.
    if (!this.#isOurs(request.headers.host)) return refuse(403, "This address is not served.");
    const { origin } = request.headers;
    if (origin !== undefined && !this.#isOurs(/^http:\/\/(.*)$/.exec(origin)?.[1]))
      return refuse(403, "Pages of other addresses have no access.");
    if (request.method !== "GET" && request.method !== "POST") return refuse(405, "There is GET, and there is POST.");
    const url = new URL(request.url ?? "/", "http://localhost");
    const given = url.searchParams.get("token");
    if (given !== null) {
      if (request.method !== "GET" || !this.#isToken(given)) return refuse(401, "The token is wrong.");
      url.searchParams.delete("token");
      const cookie = `${this.#cookieName()}=${this.token}; Path=/; HttpOnly; SameSite=Strict`;
      return { admitted: "again", cookie, to: url.pathname + url.search };
    }
    if (!this.#isToken(cookieOf(request, this.#cookieName())))
      return refuse(401, "Open the address that `pipewright serve` printed: it has the token.");
    return { admitted: true };
  }

  /** Cookies know no ports: two servers on one machine must not overwrite each other's. */
  #cookieName(): string {
    return `${COOKIE}-${this.#port()}`;
  }

  #isOurs(host: string | undefined): boolean {
    return ["127.0.0.1", "localhost", "[::1]"].some((name) => host === `${name}:${this.#port()}`);
  }

  #isToken(given: string | undefined): boolean {
    const [a, b] = [Buffer.from(given ?? ""), Buffer.from(this.token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const cookies = (headers.cookie ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
