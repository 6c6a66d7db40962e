type Resources = Readonly<Record<string, number>>;

/** How much of the machine's resources this run uses, and what other runs are known to leave nothing of. */
export class ResourceBudget {
  readonly #limits: Resources;
  readonly #used = new Map<string, number>();
  readonly #blocked = new Set<string>();

  /** @param limits how much there is of each resource; 1 of one that is not named */
  constructor(limits: Resources) {
    this.#limits = limits;
  }

  allows(resources: Resources): boolean {
    return Object.entries(resources).every(
      ([name, amount]) => !this.#blocked.has(name) && (this.#used.get(name) ?? 0) + amount <= (this.#limits[name] ?? 1),
    );
  }

  use(resources: Resources): void {
    for (const [name, amount] of Object.entries(resources)) this.#used.set(name, (this.#used.get(name) ?? 0) + amount);
  }

  giveBack(resources: Resources): void {
    for (const [name, amount] of Object.entries(resources)) this.#used.set(name, (this.#used.get(name) ?? 0) - amount);
  }

  /** Other runs use them up: it is of no use to ask for them now. */
  block(names: readonly string[]): void {
    for (const name of names) this.#blocked.add(name);
  }

  unblock(names: readonly string[]): void {
    for (const name of names) this.#blocked.delete(name);
  }
}
