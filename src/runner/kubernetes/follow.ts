import { setTimeout as sleep } from "node:timers/promises";
import type { WatchEvent } from "./cluster.ts";
import { ClusterError } from "./cluster-error.ts";
import { backoff } from "./patience.ts";

/** So often a server is asked that has not answered yet, within some seconds: it may be the wrong one. */
const FIRST_TRIES = 5;

/** The two questions by which one keeps up with a collection of objects. */
export interface Source<T> {
  list(): Promise<{ readonly items: readonly T[]; readonly version: string }>;
  /** Settles when the source has begun to answer. */
  watch(version: string, signal: AbortSignal): Promise<AsyncIterable<WatchEvent<T>>>;
}

export interface Follower<T> {
  /** An object as it is now, or as it was last before it went. */
  changed(object: T, gone: boolean): void;
  /** Called each time that all has been told which there was. */
  upToDate(): void;
  /** The source does not answer; it is asked again. */
  away(error: ClusterError): void;
  /** It answers again. */
  back(): void;
}

interface Named {
  readonly metadata?: {
    readonly uid?: string;
    readonly name?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/**
 * Keeps up with a collection: lists it once, then watches what changes, going on where a broken watch stopped. Where the
 * server has forgotten that version (410), it lists anew, and what is missing by then counts as gone.
 *
 * @throws ClusterError when the answer is no, as where rights are missing, or when there never was one
 */
export async function follow<T extends Named>(
  source: Source<T>,
  { changed, upToDate, away, back }: Follower<T>,
  signal: AbortSignal,
): Promise<void> {
  const known = new Map<string, T>();
  const see = (object: T, gone: boolean) => {
    const uid = object.metadata?.uid ?? "";
    if (gone) known.delete(uid);
    else known.set(uid, nameOf(object));
    changed(object, gone);
  };
  let version: string | undefined;
  let failures = 0;
  let hasAnswered = false;
  const answered = () => {
    hasAnswered = true;
    if (failures > 0) back();
    failures = 0;
  };
  while (!signal.aborted) {
    try {
      if (version === undefined) {
        const { items, version: listed } = await source.list();
        answered();
        const uids = new Set(items.map(({ metadata }) => metadata?.uid));
        for (const [uid, object] of known) if (!uids.has(uid)) see(object, true);
        for (const item of items) see(item, false);
        version = listed;
        upToDate();
      }
      const events = await source.watch(version, signal);
      answered();
      for await (const { type, object } of events) {
        version = object.metadata?.resourceVersion ?? version;
        if (type !== "BOOKMARK") see(object, type === "DELETED");
      }
      // Closed without a word, as it is from time to time.
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ClusterError)) throw error;
      if (error.code === 410) version = undefined;
      else if (!error.isPassing) throw error;
      failures++;
      if (!hasAnswered && failures === FIRST_TRIES) throw error;
      if (failures === 1 && version !== undefined) away(error);
      await sleep(backoff(failures), undefined, { signal }).catch(() => {});
    }
  }
}

/** Of thousands of objects only what is needed to say which one has gone. */
function nameOf<T extends Named>({ metadata: { uid, name, labels, annotations } = {} }: T): T {
  return { metadata: { uid, name, labels, annotations } } as T;
}
