import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DISK, type FileStore } from "../framework/targets/file-store.ts";

/**
 * Files on the disk whose relative paths count from a folder.
 *
 * @param files to put there first, by path
 */
export function folderFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): FileStore {
  const locate = (file: string) => path.resolve(root, file);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(locate(file)), { recursive: true });
    writeFileSync(locate(file), content);
  }
  return {
    locate,
    exists: (file) => DISK.exists(locate(file)),
    stat: (file) => DISK.stat(locate(file)),
    createReadStream: (file) => DISK.createReadStream(locate(file)),
    createWriteStream: (file) => DISK.createWriteStream(locate(file)),
    remove: (file) => DISK.remove(locate(file)),
  };
}
