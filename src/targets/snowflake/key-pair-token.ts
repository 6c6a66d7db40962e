import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

const LIFE_S = 55 * 60; // Snowflake takes none that lives longer than an hour

/**
 * The token that a user signs with a key of their own.
 *
 * https://docs.snowflake.com/en/developer-guide/sql-api/authenticating#using-key-pair-authentication
 *
 * @param account without the region that an old name of one has behind a dot
 * @returns until when it is good, in milliseconds, too
 */
export function keyPairToken(
  account: string,
  user: string,
  { privateKey, passphrase }: { readonly privateKey: string; readonly passphrase?: string | undefined },
): { token: string; until: number } {
  const key = createPrivateKey({ key: privateKey, ...(passphrase !== undefined && { passphrase }) });
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const fingerprint = createHash("sha256").update(spki).digest("base64");
  const subject = `${account.replace(/\..*/, "")}.${user}`.toUpperCase();
  const issued = Math.floor(Date.now() / 1000);
  const claims = { iss: `${subject}.SHA256:${fingerprint}`, sub: subject, iat: issued, exp: issued + LIFE_S };
  const signed = [{ alg: "RS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url");
  return { token: `${signed}.${signature}`, until: (issued + LIFE_S - 60) * 1000 };
}
