import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Project } from "../project/project.ts";

/**
 * What was set aside together. `moving`: not all of it is yet. `restoring`: it is on its way back. What is written here
 * is done, come what may: whoever finds it unfinished goes on with it.
 */
export interface SetAside {
  /** Its name, and its folder's: `20261127T063000`. */
  readonly when: string;
  /** Who is at it, as `processIdentity` names it. */
  readonly holder: string;
  readonly state: "moving" | "done" | "restoring";
  /** What was made of others comes before them. */
  readonly tasks: readonly SetAsideTask[];
}

export interface SetAsideTask {
  readonly taskId: string;
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** Private parameters. They are written nowhere: whoever finishes this after a crash has those of the environment. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** That made it; absent where the history did not know. */
  readonly taskRun?: number;
  /** Nobody asked for it: it was made of what was set aside. */
  readonly isDownstream?: true;
  readonly files: readonly SetAsideFile[];
  /** What is no file of this machine's and is removed for good. */
  readonly removed: readonly string[];
}

export interface SetAsideFile {
  /** Where it belongs: relative to the project's folder where it is in there, else absolute. */
  readonly path: string;
  /** What it is called in the trash: the folder `files` holds it under this number. */
  readonly number: number;
  readonly size: number;
  readonly modifiedMs: number;
}

const MANIFEST = "manifest.json";

/** The outputs that were set aside, under `.pipewright/trash`. */
export class Trash {
  readonly #folder: string;

  constructor({ stateDir }: Pick<Project, "stateDir">) {
    this.#folder = path.join(stateDir, "trash");
  }

  /** Where a file of it lies. */
  fileOf(when: string, number: number): string {
    // A number and nothing else: what a manifest says is not trusted to name files.
    return path.join(this.#folder, path.basename(when), "files", String(Math.trunc(number)));
  }

  /** The latest first. */
  async all(): Promise<SetAside[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found: SetAside[] = [];
    for (const name of names.toSorted((a, b) => (a < b ? 1 : -1))) {
      const text = await readFile(path.join(this.#folder, name, MANIFEST), "utf8").catch(() => undefined);
      // Without one nothing was begun.
      if (text !== undefined) found.push({ ...(JSON.parse(text) as SetAside), when: name });
    }
    return found;
  }

  /** Keeps what is to be done, or how far it is, before it goes on. */
  async keep(aside: SetAside): Promise<void> {
    const folder = path.join(this.#folder, aside.when);
    await mkdir(path.join(folder, "files"), { recursive: true });
    const temporary = path.join(folder, `.${MANIFEST}.${process.pid}`);
    const file = await open(temporary, "w");
    const tasks = aside.tasks.map(({ secrets: _, ...task }) => task);
    await file.writeFile(`${JSON.stringify({ ...aside, tasks }, null, 1)}\n`);
    await file.sync();
    await file.close();
    await rename(temporary, path.join(folder, MANIFEST));
  }

  async forget(when: string): Promise<void> {
    await rm(path.join(this.#folder, path.basename(when)), { recursive: true, force: true });
  }
}
