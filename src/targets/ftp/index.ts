export { type FtpOptions, FtpTarget } from "./ftp-target.ts";
