import type { RunSummary } from "../../protocol/run-summary.ts";
import { NotSent } from "./not-sent.ts";
import { slackMessage } from "./slack-message.ts";

const ANSWER_MS = 10_000;

/**
 * Posts a message about a run to an address that takes them as Slack does.
 *
 * @throws NotSent when the answer says so; an error of `fetch` when there was none
 */
export async function postWebhook(url: string, summary: RunSummary, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(slackMessage(summary)),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  });
  await response.body?.cancel();
  if (response.ok) return;
  const message = `the answer was ${response.status} ${response.statusText}`.trim();
  throw new NotSent(message, response.status >= 500 || response.status === 429);
}
