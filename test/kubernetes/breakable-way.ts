import { once } from "node:events";
import { writeFileSync } from "node:fs";
import net from "node:net";
import { KubeConfig } from "@kubernetes/client-node";

/** A way to a cluster's API server that can be broken: then every connection ends, and none can be made. */
export class BreakableWay {
  readonly #config = new KubeConfig();
  readonly #server: URL;
  readonly #sockets = new Set<net.Socket>();
  #listener: net.Server | undefined;
  #port = 0;

  /** @param kubeconfig the file that names the server */
  constructor(kubeconfig: string) {
    this.#config.loadFromFile(kubeconfig);
    this.#server = new URL(this.#config.getCurrentCluster()?.server as string);
  }

  /**
   * Makes the way, or makes it again where it was.
   *
   * @param host where it begins: an address of this machine
   */
  async open(host = "127.0.0.1"): Promise<void> {
    this.#listener = net.createServer((near) => {
      const far = net.connect(Number(this.#server.port), this.#server.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket);
        socket.on("close", () => this.#sockets.delete(socket));
        socket.on("error", () => other.destroy());
        socket.pipe(other);
      }
    });
    await once(this.#listener.listen(this.#port, host), "listening");
    this.#port = (this.#listener.address() as net.AddressInfo).port;
  }

  get port(): number {
    return this.#port;
  }

  close(): void {
    this.#listener?.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Writes a kubeconfig that goes this way. */
  writeConfig(file: string): void {
    writeFileSync(file, this.#config.exportConfig().replaceAll(this.#server.host, `127.0.0.1:${this.port}`));
  }
}
