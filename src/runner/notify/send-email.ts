import { createTransport } from "nodemailer";
import type { RunSummary } from "../../protocol/run-summary.ts";
import { headline } from "./headline.ts";
import { NotSent } from "./not-sent.ts";

const ANSWER_MS = 10_000;

/**
 * Sends an email about a run.
 *
 * @param to addresses
 * @throws NotSent when it was refused; any other error can be better the next time
 */
export async function sendEmail(
  { smtp, from, to }: { readonly smtp: string; readonly from: string; readonly to: readonly string[] },
  summary: RunSummary,
): Promise<void> {
  const transport = createTransport({
    url: smtp,
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
  });
  try {
    await transport.sendMail({ from, to: [...to], subject: `Pipewright: ${headline(summary)}`, text: bodyOf(summary) });
  } catch (error) {
    const {
      code,
      responseCode = 0,
      message,
    } = error as Error & { readonly code?: string; readonly responseCode?: number };
    // 5xx is meant for good: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
    if (code === "EAUTH" || responseCode >= 500) throw new NotSent(message);
    throw error;
  } finally {
    transport.close();
  }
}

function bodyOf({ text, failures, host, project, runId }: RunSummary): string {
  const told = failures.map(({ taskId, message, log }) => `${taskId}: ${message}${log ? `\n    log ${log}` : ""}`);
  return [text, ...told, `${host}: ${project}\npipewright logs ${runId}`].join("\n\n");
}
