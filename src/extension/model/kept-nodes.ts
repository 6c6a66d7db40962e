interface Looks<Node> {
  /** What tells it from all others of its list. */
  readonly idOf: (node: Node) => string;
  /** All that can be seen of it. */
  readonly textOf: (node: Node) => string;
}

/** A list of nodes; nothing where it stays as it is. */
type Read<Node> = (parent: Node | undefined) => readonly Node[] | undefined | Promise<readonly Node[] | undefined>;

/**
 * The nodes of a tree, which stay the same objects while what they say changes. VS Code knows a node by its object, and
 * forgets what is below one that it is told to read again: until it has, a menu that is open there has lost its node.
 *
 * @example
 * getChildren: (parent) => kept.give(parent, read(parent)),
 * getTreeItem: (node) => kept.draw(node, itemOf(node)),
 * // and whenever something may have changed:
 * changed.fire(await kept.refresh(read));
 */
export class KeptNodes<Node extends object> {
  readonly #looks: Looks<Node>;
  readonly #lists = new Map<Node | undefined, readonly Node[]>();
  readonly #drawn = new WeakMap<Node, string>();

  constructor(looks: Looks<Node>) {
    this.#looks = looks;
  }

  /** @param parent whose list it is; none, of the tree's roots */
  give(parent: Node | undefined, nodes: readonly Node[]): Node[] {
    this.#forgetBelow(parent);
    this.#lists.set(parent, nodes);
    return [...nodes];
  }

  /** Remembers how the node looks in an item. */
  draw<Item>(node: Node, item: Item): Item {
    this.#drawn.set(node, this.#looks.textOf(node));
    return item;
  }

  /**
   * Reads the lists again that were given, those of parents first.
   *
   * @returns the nodes that look different, and the parents whose lists have other nodes now; undefined when the root's has
   */
  async refresh(read: Read<Node>): Promise<Node[] | undefined> {
    if (!this.#lists.has(undefined)) return undefined;
    const told = new Set<Node>();
    const parents = [...this.#lists.keys()];
    for (const parent of parents) {
      const fresh = await read(parent);
      const kept = this.#lists.get(parent);
      // It may have been given again meanwhile, or forgotten.
      if (fresh === undefined || kept === undefined) continue;
      if (this.#isSame(kept, fresh)) for (const node of this.#renewed(kept, fresh)) told.add(node);
      else if (parent === undefined) return undefined;
      else told.add(parent);
    }
    return [...told];
  }

  #isSame(kept: readonly Node[], fresh: readonly Node[]): boolean {
    const { idOf } = this.#looks;
    return kept.length === fresh.length && kept.every((node, place) => idOf(node) === idOf(fresh[place] as Node));
  }

  /** @returns those of them that look different now */
  #renewed(kept: readonly Node[], fresh: readonly Node[]): Node[] {
    for (const [place, node] of kept.entries()) Object.assign(node, fresh[place]);
    return kept.filter((node) => this.#looks.textOf(node) !== this.#drawn.get(node));
  }

  #forgetBelow(parent: Node | undefined): void {
    for (const node of this.#lists.get(parent) ?? []) {
      this.#forgetBelow(node);
      this.#lists.delete(node);
    }
  }
}
