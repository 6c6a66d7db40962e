import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Refused, sendJson } from "./json-server.ts";

const PATH = "/sts/v1/token";

/**
 * A federated identity, of which Google's own libraries make an access token: they give what is in a file to a server,
 * which here is one of ours, and get a token for it.
 *
 * https://google.aip.dev/auth/4117
 */
export class GoogleIdentity {
  readonly #folder: string;
  /** What is given out. */
  readonly token = randomBytes(16).toString("hex");
  readonly #secret = randomBytes(16).toString("hex");

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns the path of a key file for the server at that address */
  keyFile(address: string): string {
    const subject = path.join(this.#folder, "subject.txt");
    writeFileSync(subject, this.#secret);
    const file = path.join(this.#folder, "key.json");
    const key = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/tests/providers/ours",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${address}${PATH}`,
      credential_source: { file: subject },
    };
    writeFileSync(file, JSON.stringify(key));
    return file;
  }

  /** Gives out a token, where that is what is asked for; else refuses who has none. */
  async admits(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (url.pathname === PATH) {
      const asked = new URLSearchParams(await text(request));
      if (asked.get("subject_token") !== this.#secret) throw new Refused(400, "invalid_grant", "Who is this?");
      const issued = "urn:ietf:params:oauth:token-type:access_token";
      const answer = { access_token: this.token, issued_token_type: issued, token_type: "Bearer", expires_in: 3600 };
      sendJson(response, answer);
      return false;
    }
    if (request.headers.authorization !== `Bearer ${this.token}`)
      throw new Refused(401, "authError", "Invalid Credentials");
    return true;
  }
}
