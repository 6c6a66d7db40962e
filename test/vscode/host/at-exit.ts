const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What is left to do, the newest first. */
const actions: (() => void)[] = [];
let listening = false;

/**
 * Does something when this process ends, be it by a signal: a test that is interrupted leaves nothing running.
 *
 * @param action runs to its end at once; nothing is awaited any more
 * @returns what takes it back
 */
export function atExit(action: () => void): () => void {
  listen();
  actions.unshift(action);
  return () => {
    const at = actions.indexOf(action);
    if (at >= 0) actions.splice(at, 1);
  };
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.once("exit", () => {
    for (const action of actions) action();
  });
  for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(code));
}
