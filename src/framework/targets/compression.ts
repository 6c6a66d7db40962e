import type { Transform } from "node:stream";
import * as zlib from "node:zlib";

/** How the bytes of a target are packed. */
export type Compression = "none" | "gzip" | "zstd";

/** @returns what the end of a path says: `.gz` and `.zst` */
export function compressionOf(path: string): Compression {
  if (path.endsWith(".gz")) return "gzip";
  return path.endsWith(".zst") ? "zstd" : "none";
}

/** @throws Error where this Node has no zstd */
export function compressor(compression: Exclude<Compression, "none">): Transform {
  return compression === "gzip" ? zlib.createGzip() : zstd("createZstdCompress");
}

/** @throws Error where this Node has no zstd */
export function decompressor(compression: Exclude<Compression, "none">): Transform {
  return compression === "gzip" ? zlib.createGunzip() : zstd("createZstdDecompress");
}

function zstd(name: "createZstdCompress" | "createZstdDecompress"): Transform {
  const create = (zlib as Partial<typeof zlib>)[name]; // newer than the oldest Node that we run on
  if (create === undefined)
    throw new Error(`Node ${process.versions.node} has no zstd: use Node 22.15 or newer, or { compression: "gzip" }.`);
  return create();
}
