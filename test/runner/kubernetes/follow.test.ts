import { expect, test } from "vitest";
import type { WatchEvent } from "../../../src/runner/kubernetes/cluster.ts";
import { ClusterError } from "../../../src/runner/kubernetes/cluster-error.ts";
import { follow } from "../../../src/runner/kubernetes/follow.ts";

interface Thing {
  readonly metadata: { readonly uid: string; readonly resourceVersion: string };
}

const thing = (uid: string, version: number): Thing => ({ metadata: { uid, resourceVersion: String(version) } });
const event = (type: WatchEvent<Thing>["type"], uid: string, version: number): WatchEvent<Thing> => ({
  type,
  object: thing(uid, version),
});

type Watch = readonly (WatchEvent<Thing> | Error)[];

/** Plays a recorded API: each list and each watch answers what stands next; the follower is ended at the last. */
async function played(lists: readonly (readonly [readonly Thing[], string])[], watches: readonly (Watch | Error)[]) {
  const told: string[] = [];
  const end = new AbortController();
  const [nextLists, nextWatches] = [[...lists], [...watches]];
  const source = {
    list: async () => {
      const [items, version] = nextLists.shift() ?? [[], "0"];
      told.push(`list ${version}`);
      return { items, version };
    },
    watch: async (version: string) => {
      told.push(`watch ${version}`);
      const next = nextWatches.shift() ?? [];
      if (next instanceof Error) throw next;
      return (async function* () {
        for (const each of next) {
          if (each instanceof Error) throw each;
          yield each;
        }
        if (nextWatches.length === 0) end.abort();
      })();
    },
  };
  const follower = {
    changed: ({ metadata }: Thing, gone: boolean) => void told.push(`${gone ? "-" : "+"}${metadata.uid}`),
    upToDate: () => void told.push("upToDate"),
    away: ({ message }: Error) => void told.push(`away: ${message}`),
    back: () => void told.push("back"),
  };
  await follow(source, follower, end.signal);
  return told;
}

test("goes on where a closed watch stopped, bookmarks included", async () => {
  const told = await played(
    [[[thing("a", 1)], "5"]],
    [[event("ADDED", "b", 6), event("BOOKMARK", "", 9)], [event("DELETED", "a", 11)]],
  );
  expect(told).toEqual(["list 5", "+a", "upToDate", "watch 5", "+b", "watch 9", "-a"]);
});

test("lists anew where the server has forgotten the version, and tells of what went meanwhile", async () => {
  const gone = new ClusterError("too old resource version", 410);
  const told = await played(
    [
      [[thing("a", 1), thing("b", 2)], "5"],
      [[thing("b", 2), thing("c", 30)], "40"],
    ],
    [[gone], [event("MODIFIED", "c", 41)]],
  );
  expect(told.filter((each) => !/away|back/.test(each))).toEqual([
    "list 5",
    "+a",
    "+b",
    "upToDate",
    "watch 5",
    "list 40",
    "-a",
    "+b",
    "+c",
    "upToDate",
    "watch 40",
    "+c",
  ]);
});

test("says once that the server is away, and that it is back, and misses nothing", async () => {
  const away = new ClusterError("connection refused");
  const told = await played([[[], "5"]], [away, away, [event("ADDED", "a", 6)]]);
  expect(told).toEqual([
    "list 5",
    "upToDate",
    "watch 5",
    "away: connection refused",
    "watch 5",
    "watch 5",
    "back",
    "+a",
  ]);
});

test("ends where it has no right to look", async () => {
  const refused = new ClusterError("pods is forbidden", 403);
  await expect(played([[[], "5"]], [refused])).rejects.toThrow("pods is forbidden");
});

test("gives up on a server that has never answered", async () => {
  const list = () => Promise.reject(new ClusterError("cluster.example can not be reached: connect ECONNREFUSED"));
  const follower = { changed: () => {}, upToDate: () => {}, away: () => {}, back: () => {} };
  const following = follow({ list, watch: list }, follower, new AbortController().signal);
  await expect(following).rejects.toThrow("cluster.example can not be reached");
});
