import { setTimeout as pause } from "node:timers/promises";
import { BatchV1Api, CoreV1Api, type KubeConfig, type V1Job, type V1Pod } from "@kubernetes/client-node";
import { markedProcesses } from "../chaos/marked-processes.ts";

/** A Job whose pod is a coordinator, and the pods that it has had. */
export class CoordinatorJob {
  readonly #place: { readonly name: string; readonly namespace: string };
  readonly #batch: BatchV1Api;
  readonly #core: CoreV1Api;

  constructor(config: KubeConfig, namespace: string, name: string) {
    this.#place = { namespace, name };
    this.#batch = config.makeApiClient(BatchV1Api);
    this.#core = config.makeApiClient(CoreV1Api);
  }

  async create(spec: V1Job["spec"]): Promise<void> {
    const { namespace, name } = this.#place;
    await this.#batch.createNamespacedJob({ namespace, body: { metadata: { name }, spec } });
  }

  /** Waits for its pod, other than those. */
  async pod(before: readonly string[] = []): Promise<string> {
    for (;;) {
      const next = (await this.#pods()).find(({ metadata }) => !before.includes(metadata?.name as string));
      if (next !== undefined) return next.metadata?.name as string;
      await pause(200);
    }
  }

  /** The pod does nothing more, and the cluster holds it for gone, as when its node has lost its connection. */
  async lose(pod: string): Promise<void> {
    const coordinator = markedProcesses(`HOSTNAME=${pod}`).filter(({ command }) => command.includes("cli.js"));
    if (coordinator.length === 0) throw new Error(`There is no coordinator in ${pod}.`);
    for (const { pid } of coordinator) process.kill(pid, "SIGSTOP");
    await this.#core.deleteNamespacedPod({ ...this.#place, name: pod, gracePeriodSeconds: 0 });
  }

  /** As when its node is emptied. */
  async evict(pod: string): Promise<void> {
    await this.#core.createNamespacedPodEviction({ ...this.#place, name: pod, body: { metadata: { name: pod } } });
  }

  /** @returns whether it has succeeded, and what its pods told, those that are there still */
  async end(): Promise<{ isDone: boolean; told: string }> {
    for (;;) {
      const { status } = await this.#batch.readNamespacedJob(this.#place);
      const end = status?.conditions?.find(({ type }) => type === "Complete" || type === "Failed");
      if (end !== undefined) return { isDone: end.type === "Complete", told: await this.#told() };
      await pause(200);
    }
  }

  async has(told: string): Promise<void> {
    while (!(await this.#told()).includes(told)) await pause(200);
  }

  async #pods(): Promise<V1Pod[]> {
    const { namespace, name } = this.#place;
    return (await this.#core.listNamespacedPod({ namespace, labelSelector: `job-name=${name}` })).items;
  }

  async #told(): Promise<string> {
    const { namespace } = this.#place;
    const logs = (await this.#pods()).map(({ metadata }) =>
      this.#core
        .readNamespacedPodLog({ namespace, name: metadata?.name as string })
        .catch((error: Error) => error.message),
    );
    return (await Promise.all(logs)).join("\n");
  }
}
