/**
 * Which lists of CodeLenses are shown, and which were put away for newer ones.
 *
 * VS Code resolves a list after it has drawn it. When the next list comes meanwhile, it gives what is resolved to the
 * lenses of that one, does not ask for these again, and forgets the commands with the list that they were made for: the
 * titles stay those of before, and a click says "Actual command not found" (microsoft/vscode#226936). So what belongs to a
 * list that was put away is not to be resolved.
 */
export class LensLists<Document extends object, Lens extends object> {
  readonly #editorsOf: (document: Document) => number;
  /** How many lists each document was given. */
  readonly #given = new WeakMap<Document, number>();
  readonly #places = new WeakMap<Lens, { readonly document: Document; readonly list: number }>();

  /** @param editorsOf how many editors show a document: each has a list of its own */
  constructor(editorsOf: (document: Document) => number) {
    this.#editorsOf = editorsOf;
  }

  /**
   * Takes note of a list that an editor is given.
   *
   * @returns the list
   */
  give(document: Document, lenses: Lens[]): Lens[] {
    const list = (this.#given.get(document) ?? 0) + 1;
    this.#given.set(document, list);
    for (const lens of lenses) this.#places.set(lens, { document, list });
    return lenses;
  }

  /** Whether each editor that shows the lens's document was given a newer list. */
  isPutAway(lens: Lens): boolean {
    const place = this.#places.get(lens);
    if (place === undefined) return false;
    const newer = (this.#given.get(place.document) ?? 0) - place.list;
    return newer >= Math.max(1, this.#editorsOf(place.document));
  }
}
