/** Which process a debugger is to look at, and where its code is. */
export interface Debuggee {
  readonly name: string;
  readonly port: number;
  /** The project's folder. */
  readonly folder: string;
  /** The folder of the Pipewright that runs it. */
  readonly program: string;
}

/** The configuration with which VS Code's own debugger for Node attaches to the process of a task. */
export function attachConfiguration({ name, port, folder, program }: Debuggee) {
  // Where the runner keeps what it made of the user's files; breakpoints are found by its source maps.
  const bundles = [`${folder.replaceAll("\\", "/")}/.pipewright/cache/bundles/**/*.mjs`];
  return {
    type: "node",
    request: "attach",
    name,
    address: "127.0.0.1",
    port,
    timeout: 20_000,
    // It waits for the debugger, and goes on when the breakpoints are set.
    continueOnAttach: true,
    cwd: folder,
    sourceMaps: true,
    outFiles: bundles,
    resolveSourceMapLocations: bundles,
    skipFiles: ["<node_internals>/**", `${program.replaceAll("\\", "/")}/**`],
    smartStep: true,
    autoAttachChildProcesses: false,
    internalConsoleOptions: "neverOpen",
  };
}
