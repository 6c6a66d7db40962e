// How a command finds its way to a cluster, by what a kubeconfig says.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const temporaryFolder = temporaryFolders();

const TASKS = `
import { Task } from "pipewright";
export class Load extends Task {
  complete() { return false; }
}
`;

function projectOf(cluster: object, user: object = { token: "t" }): { run(): ReturnType<typeof pipewright> } {
  const folder = temporaryFolder();
  writeProject(folder, TASKS, { kubernetes: { image: "shop:1" } });
  const KUBECONFIG = path.join(folder, "kubeconfig");
  const named = (kind: string, value: object) => ({ name: "here", [kind]: value });
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "here",
    clusters: [named("cluster", cluster)],
    users: [named("user", user)],
    contexts: [named("context", { cluster: "here", user: "here", namespace: "pipelines" })],
  };
  writeFileSync(KUBECONFIG, JSON.stringify(config));
  return { run: () => pipewright(folder, ["run", "Load", "--on", "kubernetes"], { KUBECONFIG }) };
}

test("a server without TLS is used as kubectl uses it, and its no is told", async () => {
  const asked: string[] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push(`${headers.authorization} ${url.split("?")[0]}`);
    response
      .writeHead(403, { "content-type": "application/json" })
      .end(JSON.stringify({ message: "jobs is forbidden" }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const { exitCode, stderr } = await projectOf({ server: `http://127.0.0.1:${port}` }).run();
  server.close();
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("refuses: jobs is forbidden") });
  expect(asked).toEqual(["Bearer t /apis/batch/v1/namespaces/pipelines/jobs"]);
});

test.each<[string, object, object, RegExp]>([
  [
    "a server that is no address",
    { server: "cluster.example:6443" },
    {},
    /server "cluster\.example:6443" is no address/,
  ],
  [
    "a program for signing in that is not there",
    { server: "https://127.0.0.1:1" },
    { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "no-such-program" } },
    /signing in to 127\.0\.0\.1:1 failed: .*no-such-program/,
  ],
])("%s is told of, and is no bug", async (_, cluster, user, told) => {
  const { exitCode, stderr } = await projectOf(cluster, user).run();
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(told) });
  expect(stderr).not.toContain("bug in Pipewright");
});
