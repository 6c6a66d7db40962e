export { type SftpOptions, SftpTarget } from "./sftp-target.ts";
