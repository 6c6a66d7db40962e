import path from "node:path";

/** A program of ours. Bundled, they lie side by side in `dist`, and this module there too or in `dist/chunks`. */
export function ownProgram(name: string): string {
  const folder = import.meta.dirname;
  return path.join(path.basename(folder) === "chunks" ? path.dirname(folder) : folder, name);
}
