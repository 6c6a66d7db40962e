export type { GcsOptions } from "./gcs-options.ts";
export { GcsTarget } from "./gcs-target.ts";
