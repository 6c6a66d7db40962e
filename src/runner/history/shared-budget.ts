/** How much of each resource is used, by which task of which run's. */
export class SharedBudget {
  readonly #limits: Readonly<Record<string, number>>;
  /** By resource. */
  readonly #used = new Map<string, number>();
  /** By resource and task. */
  readonly #shares = new Map<string, number>();

  /** @param limits 1 of one that is not named */
  constructor(limits: Readonly<Record<string, number>>) {
    this.#limits = limits;
  }

  /** @param taskId uses this much of it, whatever it used before */
  use(taskId: string, resource: string, amount: number): void {
    const share = JSON.stringify([resource, taskId]);
    this.#used.set(resource, (this.#used.get(resource) ?? 0) - (this.#shares.get(share) ?? 0) + amount);
    this.#shares.set(share, amount);
  }

  left(resource: string): number {
    return (this.#limits[resource] ?? 1) - (this.#used.get(resource) ?? 0);
  }
}
