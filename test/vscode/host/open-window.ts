import { rmSync } from "node:fs";
import path from "node:path";
import { copyExample } from "../../support/copy-example.ts";
import { type Server, type ServerOptions, startServer } from "./server.ts";
import type { SlowWay } from "./slow-way.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** A window of a server of its own, with the extension as it was built. */
export interface OpenedWindow {
  /** The workspace's folder. */
  readonly folder: string;
  readonly server: Server;
  readonly workbench: Workbench;
  /** Ends all of it, and removes the folder. */
  close(): Promise<void>;
}

export interface WindowOptions extends ServerOptions {
  /** Makes the workspace's folder; a copy of the example when left out. */
  make?(): string;
  /** The file in the folder that names the folders of the window, where these are several. */
  readonly workspace?: string;
  /** What is written into the folder before the window is opened. */
  prepare?(folder: string): void;
  /** The way that the window takes to the server; the straight one when left out. */
  readonly way?: SlowWay;
}

/** Opens a window for the tests of a suite. */
export async function openWindow({
  make,
  prepare,
  workspace = "",
  way,
  ...options
}: WindowOptions = {}): Promise<OpenedWindow> {
  const folder = make === undefined ? copyExample() : make();
  // The copy is in a folder that was made for it.
  const made = make === undefined ? path.dirname(folder) : folder;
  const remove = () => rmSync(made, { recursive: true, force: true, maxRetries: 5 });
  let server: Server | undefined;
  try {
    prepare?.(folder);
    server = await startServer({ extension: ROOT, ...options });
    const started = server;
    const workbench = await openWorkbench((await way?.to(started)) ?? started, {
      folder: path.join(folder, workspace),
    });
    const close = async () => {
      await workbench.close();
      await started.stop();
      remove();
    };
    return { folder, server: started, workbench, close };
  } catch (error) {
    await server?.stop();
    remove();
    throw error;
  }
}
