/** How the files end that task classes can be written in, the likeliest first; which of them are read, `tasks` says. */
export const SOURCE_ENDINGS: readonly string[] = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
