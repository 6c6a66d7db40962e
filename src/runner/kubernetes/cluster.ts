import type { IncomingMessage } from "node:http";
import http from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";
import type { KubeConfig, V1Job, V1Pod } from "@kubernetes/client-node";
import { ClusterError } from "./cluster-error.ts";

/** What is followed of a cluster, and where it stands in the API. */
const PATHS = { Job: "apis/batch/v1", Pod: "api/v1" } as const;

export type Kind = keyof typeof PATHS;
export type ObjectOf = { readonly Job: V1Job; readonly Pod: V1Pod };

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  readonly object: T;
}

/** So many calls at once; watches and logs stay open and do not count. */
const CALLS_AT_ONCE = 16;
const CALL_TIMEOUT_MS = 30_000;
/** A watch in which nothing happens is asked for anew after so long, in case its connection is dead. */
const WATCH_SECONDS = 240;

/** One namespace of a cluster, by the few calls that are needed of its API. Each throws ClusterError. */
export class Cluster {
  readonly namespace: string;
  readonly #config: KubeConfig;
  readonly #server: URL;
  #agents: { readonly calls: http.Agent; readonly streams: http.Agent } | undefined;
  /** How many calls were made. */
  calls = 0;

  constructor(config: KubeConfig, namespace: string) {
    this.#config = config;
    this.namespace = namespace;
    this.#server = new URL(config.getCurrentCluster()?.server ?? "https://localhost");
  }

  async createJob(job: V1Job): Promise<V1Job> {
    return this.#json<V1Job>("POST", this.#path("Job"), job);
  }

  readJob(name: string): Promise<V1Job> {
    return this.#json<V1Job>("GET", `${this.#path("Job")}/${name}`);
  }

  /** Its pods are told to stop, and it is gone when they are. One that is not there is fine. */
  async deleteJob(name: string): Promise<void> {
    await this.#json("DELETE", `${this.#path("Job")}/${name}`, {
      apiVersion: "v1",
      kind: "DeleteOptions",
      propagationPolicy: "Foreground",
    }).catch((error: ClusterError) => {
      if (error.code !== 404) throw error;
    });
  }

  async list<K extends Kind>(kind: K, selector: string): Promise<{ items: ObjectOf[K][]; version: string }> {
    const query = new URLSearchParams({ labelSelector: selector });
    const list = await this.#json<{ items: ObjectOf[K][]; metadata: { resourceVersion: string } }>(
      "GET",
      `${this.#path(kind)}?${query}`,
    );
    return { items: list.items, version: list.metadata.resourceVersion };
  }

  /** The last warning about an object; `undefined` where there is none. */
  async lastWarning(name: string): Promise<string | undefined> {
    const query = new URLSearchParams({ fieldSelector: `involvedObject.name=${name},type=Warning` });
    const events = await this.#json<{ items: { reason: string; message: string }[] }>(
      "GET",
      `/api/v1/namespaces/${this.namespace}/events?${query}`,
    );
    const last = events.items.at(-1);
    return last && `${last.reason}: ${last.message}`;
  }

  /** What changes from a version on, until the server closes the stream. */
  async watch<K extends Kind>(
    kind: K,
    selector: string,
    version: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent<ObjectOf[K]>>> {
    const query = new URLSearchParams({
      labelSelector: selector,
      resourceVersion: version,
      watch: "true",
      allowWatchBookmarks: "true",
      timeoutSeconds: String(WATCH_SECONDS),
    });
    const response = await this.#open("GET", `${this.#path(kind)}?${query}`, { signal });
    return watchEvents<ObjectOf[K]>(response);
  }

  /** A container's output from its beginning, as it comes, until it ends or the connection does. */
  async *log(pod: string, container: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const query = new URLSearchParams({ container, follow: "true" });
    const path = `/api/v1/namespaces/${this.namespace}/pods/${pod}/log?${query}`;
    const response = await this.#open("GET", path, { signal });
    try {
      for await (const chunk of response) yield chunk as Uint8Array;
    } catch (error) {
      throw new ClusterError((error as Error).message);
    }
  }

  #path(kind: Kind): string {
    return `/${PATHS[kind]}/namespaces/${this.namespace}/${kind.toLowerCase()}s`;
  }

  async #json<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#open(method, path, { body });
    try {
      return JSON.parse(await text(response)) as T;
    } catch (error) {
      throw new ClusterError(`The answer was cut off: ${(error as Error).message}`);
    }
  }

  /** @returns the answer, which is a good one */
  async #open(
    method: string,
    path: string,
    { body, signal }: { readonly body?: object; readonly signal?: AbortSignal } = {},
  ): Promise<IncomingMessage> {
    this.calls++;
    const options: https.RequestOptions = { method, headers: { accept: "application/json" } };
    await this.#config.applyToHTTPSOptions(options).catch((error: Error) => {
      throw new ClusterError(`signing in to ${this.#server.host} failed: ${error.message}`);
    });
    const agents = this.#agentsFor(options);
    const isCall = signal === undefined;
    options.agent = isCall ? agents.calls : agents.streams;
    options.signal = signal;
    options.timeout = isCall ? CALL_TIMEOUT_MS : 2 * WATCH_SECONDS * 1000;
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    if (payload !== undefined)
      Object.assign(options.headers as object, {
        "content-type": "application/json",
        "content-length": payload.length,
      });
    const base = this.#server.pathname.replace(/\/$/, "");
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const { request } = this.#server.protocol === "http:" ? http : https;
      const asked = request(new URL(base + path, this.#server), options, resolve);
      asked.once("timeout", () => asked.destroy(new Error("no answer in time")));
      asked.once("error", reject);
      asked.end(payload);
    }).catch((error: Error) => {
      throw new ClusterError(`${this.#server.host} can not be reached: ${error.message}`);
    });
    if ((response.statusCode ?? 500) < 400) return response;
    const said = await text(response).catch(() => "");
    throw new ClusterError(messageOf(said) ?? `HTTP ${response.statusCode}: ${said}`, response.statusCode);
  }

  /** The client's own close each connection after one call; where there is a proxy between, that knows how to get there. */
  #agentsFor(options: https.RequestOptions): { readonly calls: http.Agent; readonly streams: http.Agent } {
    if (this.#config.getCurrentCluster()?.proxyUrl) {
      const agent = options.agent as http.Agent;
      return { calls: agent, streams: agent };
    }
    if (this.#agents !== undefined) return this.#agents;
    const { ca, cert, key, passphrase, pfx, rejectUnauthorized, servername } = options;
    const secure = { ca, cert, key, passphrase, pfx, rejectUnauthorized, servername };
    const known = Object.fromEntries(Object.entries(secure).filter(([, value]) => value !== undefined));
    const { Agent } = this.#server.protocol === "http:" ? http : https;
    this.#agents = {
      calls: new Agent({ ...known, keepAlive: true, maxSockets: CALLS_AT_ONCE }),
      streams: new Agent(known),
    };
    return this.#agents;
  }

  close(): void {
    this.#agents?.calls.destroy();
    this.#agents?.streams.destroy();
  }
}

interface Status {
  readonly code: number;
  readonly message: string;
}

async function* watchEvents<T>(response: IncomingMessage): AsyncGenerator<WatchEvent<T>> {
  let rest = "";
  for await (const chunk of streamed(response)) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = JSON.parse(line) as WatchEvent<T> | { type: "ERROR"; object: Status };
      if (event.type === "ERROR") throw new ClusterError(event.object.message, event.object.code);
      yield event;
    }
  }
}

async function* streamed(response: IncomingMessage): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response) yield decoder.decode(chunk as Uint8Array, { stream: true });
  } catch (error) {
    throw new ClusterError((error as Error).message);
  }
}

function messageOf(said: string): string | undefined {
  try {
    return (JSON.parse(said) as Partial<Status>).message;
  } catch {
    return undefined;
  }
}
