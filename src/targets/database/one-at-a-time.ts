const LAST = new Map<string, Promise<unknown>>();

/** Does work when all that was given under the same key before has ended. Within this process. */
export async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = LAST.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  LAST.set(key, mine);
  try {
    return await mine;
  } finally {
    if (LAST.get(key) === mine) LAST.delete(key);
  }
}
