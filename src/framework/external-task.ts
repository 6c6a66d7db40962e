import { Task } from "./task.ts";

/**
 * Something else makes the output: a file that another team delivers, a table that another system fills. It has no
 * `run`; while its output is missing, what needs it waits.
 *
 * @example
 * export class Delivery extends ExternalTask.with({ date: DateParameter() }) {
 *   output() {
 *     return new LocalTarget(`inbox/${this.date}.csv`);
 *   }
 * }
 */
export abstract class ExternalTask extends Task {
  static override readonly kind = "external";
}
