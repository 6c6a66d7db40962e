export { type WebHdfsOptions, WebHdfsTarget } from "./webhdfs-target.ts";
