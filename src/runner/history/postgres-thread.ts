// Holds the history's connection to PostgreSQL, for a runner that waits for each answer: see `PostgresHistory`.
import { workerData } from "node:worker_threads";
import type { PostgresReply, PostgresRequest, PostgresThreadData } from "./postgres-request.ts";
import { PostgresSession } from "./postgres-session.ts";

const data = workerData as PostgresThreadData;
let session: PostgresSession | undefined;

data.port.on("message", (request: PostgresRequest) => void reply(request));

async function reply(request: PostgresRequest): Promise<void> {
  data.port.postMessage(await answer(request), []);
  Atomics.store(data.signal, 0, 1);
  Atomics.notify(data.signal, 0);
  if (request.kind === "close") data.port.close();
}

async function answer(request: PostgresRequest): Promise<PostgresReply> {
  try {
    session ??= await newSession();
    return { results: await session.ask(request) };
  } catch (error) {
    const { message, code } = error as { readonly message: string; readonly code?: string };
    return { error: { message: message || String(code), code, isAway: session?.isAway ?? false } };
  }
}

async function newSession(): Promise<PostgresSession> {
  const { default: pg } = (await import(data.driver)) as { default: typeof import("pg") };
  return new PostgresSession(data, (settings) => new pg.Client(settings));
}
