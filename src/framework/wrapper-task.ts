import { flattenTasks } from "./structure.ts";
import { Task } from "./task.ts";

/**
 * Only requires other tasks, and is complete when they all are.
 *
 * @example
 * export class Nightly extends WrapperTask.with({ date: DateParameter() }) {
 *   requires() {
 *     return [new BackUp({ date: this.date }), new Report({ date: this.date })] as const;
 *   }
 * }
 */
export abstract class WrapperTask extends Task {
  static override readonly kind = "wrapper";

  override async complete(): Promise<boolean> {
    for (const task of flattenTasks(this.requires())) if (!(await task.complete())) return false;
    return true;
  }
}
