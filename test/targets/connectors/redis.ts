import { RedisMarker } from "../../../src/targets/redis/index.ts";
import type { Connector, Subject } from "../contract-subject.ts";

const url = process.env["CONTRACT_REDIS"] ?? "";
const { host } = new URL(url);

function subject(marker: RedisMarker): Subject {
  return {
    target: marker,
    write: async (lines, signal) => {
      const all: string[] = [];
      for await (const line of lines) {
        signal?.throwIfAborted();
        all.push(line);
      }
      await marker.write(JSON.stringify(all), { signal });
    },
    lines: async function* () {
      yield* JSON.parse(await marker.read()) as string[];
    },
  };
}

const connector: Connector = {
  open: (name) => subject(new RedisMarker(url, `contract/${name}`)),
  broken: {
    "the password is wrong": {
      subject: subject(new RedisMarker(`redis://default:wr%2Fong-secret@${host}/0`, "x")),
      address: `redis://default@${host}/0#x`,
      secret: "ong-secret",
    },
    "nobody listens": {
      subject: subject(new RedisMarker("redis://127.0.0.1:1/0", "x", { password: "some-secret" })),
      address: "redis://127.0.0.1:1/0#x",
      secret: "some-secret",
    },
  },
};
export default connector;
