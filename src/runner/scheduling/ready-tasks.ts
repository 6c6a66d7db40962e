import TinyQueue from "tinyqueue";

/** A task that may start, as far as its turn depends on it. */
export interface Ready {
  readonly task: ReadyTask;
  /** Its place in the plan. */
  readonly place: number;
}

interface ReadyTask {
  readonly priority: number;
  readonly resources?: Readonly<Record<string, number>>;
  readonly batchKey?: string;
}

/**
 * The tasks that may start, higher priorities first, and in the plan's order among equals. Those that use the same
 * resources and can be made together stand in one lane, so that a thousand tasks which wait for one resource cost
 * no more than one: only the first of each lane is looked at.
 */
export class ReadyTasks<R extends Ready> {
  readonly #lanes = new Map<string, TinyQueue<R>>();
  size = 0;

  add(entry: R): void {
    const key = laneOf(entry.task);
    let lane = this.#lanes.get(key);
    if (lane === undefined) this.#lanes.set(key, (lane = new TinyQueue<R>([], byTurn)));
    lane.push(entry);
    this.size++;
  }

  /**
   * Takes the first for which there are resources. What the first of a lane has to wait for is kept for it: a later one
   * that uses less of it does not overtake, or one that uses much would never start.
   *
   * @param allows says whether so much is left
   */
  take(allows: (resources: Readonly<Record<string, number>>) => boolean): R | undefined {
    const kept = new Set<string>();
    for (const lane of this.#byTurn()) {
      const { resources = {} } = (lane.peek() as R).task;
      const names = Object.keys(resources);
      if (names.every((name) => !kept.has(name)) && allows(resources)) return this.#takeFrom(lane);
      for (const name of names) kept.add(name);
    }
    return undefined;
  }

  /** Takes more, which can be made together with a task that was taken. */
  takeAlike({ task }: R, count: number): R[] {
    const lane = task.batchKey === undefined ? undefined : this.#lanes.get(laneOf(task));
    if (lane === undefined) return [];
    return Array.from({ length: Math.min(count, lane.length) }, () => this.#takeFrom(lane));
  }

  #takeFrom(lane: TinyQueue<R>): R {
    this.size--;
    return lane.pop() as R;
  }

  #byTurn(): TinyQueue<R>[] {
    for (const [key, lane] of this.#lanes) if (lane.length === 0) this.#lanes.delete(key);
    const lanes = [...this.#lanes.values()];
    return lanes.length < 2 ? lanes : lanes.sort((a, b) => byTurn(a.peek() as R, b.peek() as R));
  }
}

function byTurn(a: Ready, b: Ready): number {
  return b.task.priority - a.task.priority || a.place - b.place;
}

function laneOf({ resources, batchKey }: ReadyTask): string {
  return resources || batchKey ? JSON.stringify([resources, batchKey]) : "";
}
