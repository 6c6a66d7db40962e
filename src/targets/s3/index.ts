export type { S3Options } from "./client-for.ts";
export { S3Target } from "./s3-target.ts";
