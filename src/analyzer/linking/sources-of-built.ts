/** Where compilers put what they make of `src`, and their folders in it for each kind of module. */
const BUILT_FOLDER = /(?<=^|\/)(?:dist|lib|build|out|esm|cjs|types)\/(?:(?:esm|cjs|types|src)\/)?/g;

/** `packages/core/lib/raw.js` may have been made of `packages/core/src/raw.ts`, or of `packages/core/raw.ts`. */
export function sourcesOfBuilt(file: string): readonly string[] {
  const places = [...file.matchAll(BUILT_FOLDER)].toReversed();
  return places.flatMap(({ 0: folder, index }) => {
    const [before, after] = [file.slice(0, index), file.slice(index + folder.length)];
    return [`${before}src/${after}`, `${before}${after}`];
  });
}
