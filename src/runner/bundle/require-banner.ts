/** Bundled CommonJS files of the user's ask for Node's modules with require(). */
export const REQUIRE_BANNER =
  'import { createRequire as __pipewrightRequire } from "node:module"; const require = __pipewrightRequire(import.meta.url);';
