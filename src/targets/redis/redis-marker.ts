import type { createClient } from "@redis/client";
import { passFence } from "../../framework/targets/fence.ts";
import type { Target } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";

const LONGEST_SILENCE_MS = 60_000;

type Client = ReturnType<typeof createClient>;

export interface RedisOptions {
  /** Better here, from the environment, than in the URL. */
  readonly password?: string;
}

/**
 * A key in Redis, or in what speaks its protocol, that says that something was done: a table swapped, a mail sent, a model
 * put to use. It may hold a short text, a version say.
 *
 * @example
 * output() {
 *   return new RedisMarker("redis://cache.example.com:6379/0", `prices-published/${this.date}`);
 * }
 * async run() {
 *   await publish(this.input());
 *   await this.output().write();
 * }
 */
export class RedisMarker implements Target {
  readonly key: string;
  readonly #url: URL;
  readonly #password: string | undefined;

  /** @param url `redis://user@host:6379/0`, with the number of the database, or `rediss://…` where the server speaks TLS */
  constructor(url: string, key: string, options: RedisOptions = {}) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || key === "")
      throw new TypeError("A RedisMarker needs redis://host:6379/0 and a key.");
    this.#password = options.password ?? (parsed.password === "" ? undefined : decodeURIComponent(parsed.password));
    parsed.password = "";
    this.#url = parsed;
    this.key = key;
  }

  exists(): Promise<boolean> {
    return this.#ask(async (client) => (await client.exists(this.key)) === 1);
  }

  async existsTogether(targets: readonly Target[]): Promise<RedisMarker[]> {
    const existing: RedisMarker[] = [];
    for (const here of Map.groupBy(targets as readonly RedisMarker[], (target) => target.#url.href).values()) {
      const first = here[0] as RedisMarker;
      // They go out together, and so do the answers come back.
      const found = await first.#ask((client) => Promise.all(here.map(({ key }) => client.exists(key))));
      existing.push(...here.filter((_, index) => found[index] === 1));
    }
    return existing;
  }

  /**
   * Says that it is done.
   *
   * @param text what the key is to hold; the time when not given
   */
  async write(text = new Date().toISOString(), options: { signal?: AbortSignal } = {}): Promise<void> {
    await passFence();
    options.signal?.throwIfAborted();
    await this.#ask((client) => client.set(this.key, text));
  }

  /** @throws Error when there is no such key */
  async read(): Promise<string> {
    const text = await this.#ask((client) => client.get(this.key));
    if (text === null) throw new Error(`${this} does not exist.`);
    return text;
  }

  /** Nothing happens where there is no such key. */
  async remove(): Promise<void> {
    await this.#ask((client) => client.del(this.key));
  }

  /** What it is called in plans and messages. */
  toString(): string {
    return `${this.#url.href.replace(/\/$/, "")}#${this.key}`;
  }

  async #ask<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const redis = await loadDriver<typeof import("@redis/client")>("@redis/client", "Redis");
    const url = new URL(this.#url);
    url.password = encodeURIComponent(this.#password ?? "");
    const client = redis.createClient({
      url: url.href,
      RESP: 2, // which old servers know, too
      disableOfflineQueue: true,
      socket: { reconnectStrategy: false, connectTimeout: LONGEST_SILENCE_MS, socketTimeout: LONGEST_SILENCE_MS },
    });
    client.on("error", () => {}); // whoever asks is told
    try {
      await client.connect();
      return await work(client as Client);
    } catch (error) {
      throw new ConnectorError(String(this), error, [this.#password]);
    } finally {
      if (client.isOpen) client.destroy();
    }
  }
}
