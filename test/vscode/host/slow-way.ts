import { once } from "node:events";
import net from "node:net";
import { Transform } from "node:stream";
import type { Server } from "./server.ts";

/** A way to a server that takes its time, as to a machine that is far away. */
export class SlowWay {
  /** How long what is sent from now on takes, one way, in milliseconds. Nothing is overtaken, if it is not made less. */
  latency = 0;

  /** @returns the server, at an address that this way leads from */
  async to(server: Server): Promise<Server> {
    const { port } = new URL(`http://${server.authority}`);
    const listener = net.createServer((near) => {
      const far = net.connect(Number(port), "127.0.0.1");
      near.pipe(this.#slow()).pipe(far);
      far.pipe(this.#slow()).pipe(near);
      near.on("error", () => far.destroy());
      far.on("error", () => near.destroy());
    });
    listener.unref();
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const authority = `127.0.0.1:${(listener.address() as net.AddressInfo).port}`;
    return { ...server, authority, url: server.url.replace(server.authority, authority) };
  }

  #slow(): Transform {
    // What comes while something waits is not kept back by it: it waits beside it.
    const transform: Transform = new Transform({
      transform: (chunk, _encoding, done) => {
        setTimeout(() => transform.push(chunk), this.latency);
        done();
      },
      flush: (done) => void setTimeout(done, this.latency),
    });
    return transform;
  }
}
