import { afterAll, expect, test } from "vitest";
import { RedisMarker } from "../../../src/targets/redis/index.ts";
import { REDIS_PASSWORD, redisServer } from "../servers/redis-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await redisServer();
const url = `redis://default:${encodeURIComponent(REDIS_PASSWORD)}@127.0.0.1:${server.port}/1`;
process.env["CONTRACT_REDIS"] = url;
described("pipewright/targets/redis", "@redis/client", server.version);
afterAll(() => server.stop());

await describeContract("A marker in Redis", connectorModule("redis"), { bigMib: 0 });

test("tells which of many exist, and none of another database", async () => {
  const days = Array.from({ length: 40 }, (_, day) => new RedisMarker(url, `days/${100 + day}`));
  for (const at of [5, 38]) await days[at]?.write();
  const other = new RedisMarker(url.replace(/1$/, "2"), "days/105");
  expect(await days[0]?.existsTogether([...days, other])).toEqual([days[5], days[38]]);
});

test("is kept when the server is killed", async () => {
  const marker = new RedisMarker(url, "kept");
  await marker.write("version 3");
  await server.kill();
  await expect(marker.exists()).rejects.toThrow(`redis://default@127.0.0.1:${server.port}/1#kept`);
  await server.start();
  expect(await marker.read()).toBe("version 3");
});
