export type { GoogleOptions } from "../google-options.ts";
export { GcsTarget } from "./gcs-target.ts";
