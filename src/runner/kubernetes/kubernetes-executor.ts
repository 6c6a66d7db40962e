import path from "node:path";
import type { Project } from "../project/project.ts";
import type { OpenExecutor, Seat, SeatPolicy } from "../run/executor.ts";
import { UserError } from "../run/user-error.ts";
import { Cluster, type Kind } from "./cluster.ts";
import { ClusterError } from "./cluster-error.ts";
import { follow } from "./follow.ts";
import { JobBook } from "./job-book.ts";
import { type JobOptions, PROJECT } from "./job-manifest.ts";
import { labelValue } from "./label-value.ts";
import { loadClient } from "./load-client.ts";
import { PodSeat, type PodSeatOptions } from "./pod-seat.ts";
import { readTemplate } from "./read-template.ts";

export interface KubernetesOptions {
  readonly project: Project;
  readonly runId: string;
  /** The run's task class, whose module the image holds. */
  readonly family: string;
  /** How many Jobs may be there at once. */
  readonly size: number;
  /** What is to be made again wherever it is met, and has not been yet. */
  readonly stale: ReadonlySet<string>;
  warn(message: string): void;
}

/** Makes each attempt in a pod of a cluster. What earlier runs have left at work there is taken over, not made twice. */
export class KubernetesExecutor implements OpenExecutor {
  readonly #options: KubernetesOptions;
  readonly #cluster: Cluster;
  readonly #seats: Omit<PodSeatOptions, "place" | "wants">;
  readonly #book = new JobBook();
  readonly #end = new AbortController();
  readonly #busy = new Set<PodSeat>();
  readonly #freePlaces: number[] = [];

  private constructor(options: KubernetesOptions, cluster: Cluster, jobs: JobOptions) {
    this.#options = options;
    this.#cluster = cluster;
    const { family, project, stale } = options;
    this.#seats = { cluster, book: this.#book, jobs, root: project.root, module: family, stale, end: this.#end.signal };
  }

  /** @throws UserError when there is no way to the cluster, or no right to use it */
  static async open(options: KubernetesOptions): Promise<KubernetesExecutor> {
    const { root, config } = options.project;
    const { kubernetes } = config;
    if (kubernetes.image === undefined)
      throw new UserError(
        'Which image do the pods have? Set "kubernetes": {"image": …} in the configuration; `pipewright image` makes what it holds.',
      );
    const cluster = await connect(root, kubernetes);
    const project = projectName(options.project);
    const template = await readTemplate(root, kubernetes);
    const executor = new KubernetesExecutor(options, cluster, {
      config: kubernetes,
      project,
      runId: options.runId,
      template,
    });
    await executor.#follow(`app.kubernetes.io/managed-by=pipewright,${PROJECT}=${labelValue(project)}`);
    return executor;
  }

  async #follow(selector: string): Promise<void> {
    const signal = this.#end.signal;
    const { warn } = this.#options;
    const start = (kind: Kind) =>
      new Promise<void>((resolve, reject) => {
        const source = {
          list: () => this.#cluster.list(kind, selector),
          watch: (version: string, end: AbortSignal) => this.#cluster.watch(kind, selector, version, end),
        };
        const follower = {
          changed: (object: object, gone: boolean) => this.#book.see({ kind, gone, object }),
          upToDate: resolve,
          away: ({ message }: ClusterError) =>
            kind === "Pod" && warn(`The cluster does not answer, its pods go on: ${message}`),
          back: () => kind === "Pod" && warn("The cluster answers again."),
        };
        follow(source, follower, signal).catch(reject);
      });
    try {
      await start("Job");
      await start("Pod");
    } catch (error) {
      await this.close();
      if (!(error instanceof ClusterError)) throw error;
      throw new UserError(
        error.isPassing
          ? `The cluster does not answer: ${error.message}. Is it up, and the one that you mean? \`kubectl cluster-info\` asks it as well.`
          : `The cluster refuses: ${error.message}`,
      );
    }
  }

  take(wants: SeatPolicy, home?: Seat): PodSeat | undefined {
    if (this.#busy.size >= this.#options.size || home !== undefined) return undefined;
    const place = this.#freePlaces.pop() ?? this.#busy.size;
    const seat = new PodSeat({ ...this.#seats, place, wants });
    this.#busy.add(seat);
    return seat;
  }

  /** A pod is for one attempt. */
  give(seat: Seat): void {
    if (this.#busy.delete(seat as PodSeat)) this.#freePlaces.push(seat.place);
  }

  async stop(why: string): Promise<void> {
    await Promise.all([...this.#busy].map((seat) => seat.stop(why)));
  }

  async kill(): Promise<void> {
    await Promise.all([...this.#busy].map((seat) => seat.kill()));
  }

  /** Lets go of the cluster; what runs there goes on. */
  async close(): Promise<void> {
    this.#end.abort(new ClusterError("The run is over."));
    this.#cluster.close();
  }
}

async function connect(root: string, { context, namespace }: Project["config"]["kubernetes"]): Promise<Cluster> {
  const { KubeConfig } = await loadClient(root);
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
    if (context !== undefined) config.setCurrentContext(context);
  } catch (error) {
    throw new UserError(`The kubeconfig can not be read: ${(error as Error).message}`);
  }
  const [current, at] = [config.getContextObject(config.getCurrentContext()), config.getCurrentCluster()];
  if (!at || !current)
    throw new UserError(
      `There is no Kubernetes cluster: the kubeconfig has no ${context === undefined ? "current context" : `context "${context}"`}. \`kubectl config get-contexts\` shows those that there are.`,
    );
  if (!/^https?:\/\/./.test(at.server) || !URL.canParse(at.server))
    throw new UserError(`The kubeconfig's server "${at.server}" is no address: https://HOST:PORT is one.`);
  // Where there is no TLS there is none to verify. The client asks for that to be said, other than kubectl.
  if (at.server.startsWith("http:")) config.clusters = [{ ...at, skipTLSVerify: true }];
  return new Cluster(config, namespace ?? current.namespace ?? "default");
}

/** An image knows the name of its project by its environment: the folder there may be called otherwise. */
function projectName({ root, config }: Project): string {
  return config.kubernetes.project ?? process.env.PIPEWRIGHT_PROJECT ?? path.basename(root);
}
