import type { S3Client } from "@aws-sdk/client-s3";
import { loadDriver } from "../load-driver.ts";

export interface S3Options {
  /** Of a store that is not Amazon's, `https://storage.example.org`. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

const CLIENTS = new Map<string, Promise<S3Client>>();

/** One client for all targets with the same settings, since each keeps its connections. */
export function clientFor({ endpoint, region, accessKeyId, secretAccessKey }: S3Options): Promise<S3Client> {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  const own = endpoint ?? AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL;
  const key = JSON.stringify([own, region, accessKeyId, secretAccessKey]);
  let client = CLIENTS.get(key);
  if (client === undefined) {
    const credentials =
      accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : undefined;
    client = loadDriver<typeof import("@aws-sdk/client-s3")>("@aws-sdk/client-s3", "S3").then(
      ({ S3Client: Client }) =>
        new Client({
          ...(own === undefined ? {} : { endpoint: own, forcePathStyle: true }), // few others have a host for each bucket
          ...(region === undefined ? {} : { region }),
          ...(credentials && { credentials }),
        }),
    );
    CLIENTS.set(key, client);
  }
  return client;
}
