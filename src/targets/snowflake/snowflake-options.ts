/** Whoever has neither a key nor a token is not let in. */
export interface SnowflakeOptions {
  /** The user's key, as the PEM file has it: better from the environment. */
  readonly privateKey?: string;
  /** Of the key, where it is encrypted. */
  readonly passphrase?: string;
  /** In place of a key: an OAuth token, or a programmatic access token. */
  readonly token?: string;
  /** Of a way to Snowflake of your own; `https://<account>.snowflakecomputing.com` when not given. */
  readonly endpoint?: string;
}
