/** A server that was started for tests, on loopback, with its files in a temporary folder. */
export interface Server {
  /** What it is, with its version. */
  readonly version: string;
  readonly port: number;
  /** Ends it as a crash would; `start` begins it again on the same files and the same port. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}
