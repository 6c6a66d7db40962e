import type { ChildProcess } from "node:child_process";
import { type BirpcReturn, createBirpc } from "birpc";

// A question may take as long as a user's task does: the end of the process is what ends the waiting.
const NO_TIMEOUT = -1;

/**
 * Speaks to a child process over its IPC channel.
 *
 * @param child spawned with an `ipc` entry in `stdio` and `serialization: "advanced"`: as JSON, errors would arrive empty
 *   and `undefined` as `null`
 * @param functions what the child may call here
 * @param name what the child is, for the error when it ends
 * @returns what the child can be asked; every unanswered question is refused when the child ends
 */
export function connectToChild<Remote extends object, Local extends object>(
  child: ChildProcess,
  functions: Local,
  name: string,
): BirpcReturn<Remote, Local> {
  const channel = createBirpc<Remote, Local>(functions, {
    post: (message) => {
      if (child.connected) child.send(message);
    },
    on: (listener) => void child.on("message", listener),
    off: (listener) => void child.off("message", listener),
    timeout: NO_TIMEOUT,
  });
  child.once("exit", (code, signal) => {
    channel.$close(new Error(`The ${name} ${signal ? `was ended by ${signal}` : `ended with exit code ${code}`}.`));
  });
  child.once("error", (error) => channel.$close(new Error(`The ${name} could not be started: ${error.message}.`)));
  return channel;
}

/**
 * Speaks to the process that started this one over the IPC channel.
 *
 * @param functions what the parent may ask
 * @returns what the parent can be told
 * @throws Error when this process was started without an IPC channel
 */
export function connectToParent<Remote extends object, Local extends object>(
  functions: Local,
): BirpcReturn<Remote, Local> {
  if (process.send === undefined) throw new Error("This program is started by Pipewright, not by hand.");
  return createBirpc<Remote, Local>(functions, {
    post: (message) => {
      if (process.connected) process.send?.(message);
    },
    on: (listener) => void process.on("message", listener),
    off: (listener) => void process.off("message", listener),
    timeout: NO_TIMEOUT,
  });
}
