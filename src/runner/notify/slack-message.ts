import type { RunSummary } from "../../protocol/run-summary.ts";
import { headline } from "./headline.ts";

/** A message as Slack's incoming webhooks take it, and others that are compatible: https://docs.slack.dev/block-kit. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly object[];
}

// What Slack takes of a header and of a section; it refuses a message with more.
const MOST_IN_HEADER = 150;
const MOST_IN_SECTION = 3000;

export function slackMessage(summary: RunSummary): SlackMessage {
  const title = headline(summary);
  const failures = summary.failures.map(
    ({ taskId, message, log }) =>
      `• *${escaped(taskId)}*: ${escaped(message)}${log ? `\n   log \`${escaped(log)}\`` : ""}`,
  );
  const sections = [`\`\`\`${escaped(summary.text)}\`\`\``, failures.join("\n")].filter((text) => text !== "");
  return {
    text: `${escaped(title)}\n${escaped(summary.text)}`,
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(title, MOST_IN_HEADER) } },
      ...sections.map((text) => ({ type: "section", text: { type: "mrkdwn", text: cutSection(text) } })),
      { type: "context", elements: [{ type: "mrkdwn", text: escaped(`${summary.host}: ${summary.project}`) }] },
    ],
  };
}

/** https://docs.slack.dev/messaging/formatting-message-text: these three, and no others. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function cutSection(text: string): string {
  const fence = "```";
  if (text.length <= MOST_IN_SECTION) return text;
  return text.startsWith(fence) ? cut(text, MOST_IN_SECTION - fence.length) + fence : cut(text, MOST_IN_SECTION);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
