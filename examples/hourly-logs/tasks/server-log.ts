import { DateHourParameter, ExternalTask, LocalTarget } from "pipewright";

/** What the web server leaves in our inbox for an hour: a status and a path on each line. */
export class ServerLog extends ExternalTask.with({ hour: DateHourParameter() }) {
  output() {
    return new LocalTarget(`inbox/${this.hour.toString().slice(0, "2026-11-20T10".length)}.log`);
  }

  /** How much there is of it by now; lines may come late. */
  async bytes(): Promise<number> {
    return (await this.output().stat())?.size ?? 0;
  }
}
