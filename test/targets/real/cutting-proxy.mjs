// Stands between a client and a server, in a thread of its own. While it is told to cut, it lets a message with the given
// word through to the server, waits for the answer, and gives none: both ends lose the connection.
import { connect, createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { port, word, cuts } = workerData;
const server = createServer((client) => {
  const upstream = connect(port, "127.0.0.1");
  let isCut = false;
  const end = () => {
    client.destroy();
    upstream.destroy();
  };
  client.on("data", (chunk) => {
    if (chunk.includes(word) && Atomics.load(cuts, 0) > 0) {
      Atomics.sub(cuts, 0, 1);
      isCut = true;
    }
    upstream.write(chunk);
  });
  upstream.on("data", (chunk) => (isCut ? end() : client.write(chunk)));
  for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port, []));
