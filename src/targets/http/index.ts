export { DownloadTask } from "./download-task.ts";
export { type HttpOptions, HttpTarget } from "./http-target.ts";
