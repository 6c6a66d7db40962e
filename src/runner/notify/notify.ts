import pRetry from "p-retry";
import type { RunSummary } from "../../protocol/run-summary.ts";
import type { EmailRule, NotifyRule } from "../project/notify-rule.ts";
import { callCommand } from "./call-command.ts";
import { fromEnvironment } from "./from-environment.ts";
import { NotSent } from "./not-sent.ts";
import { postWebhook } from "./post-webhook.ts";

/** However many times it is tried, a run that has ended does not wait longer for it. */
const LIMIT_MS = 30_000;
const RETRIES = 3;
const FIRST_WAIT_MS = 500;

export interface NotifyOptions {
  readonly rules: readonly NotifyRule[];
  readonly environment: NodeJS.ProcessEnv;
  /** Takes word of what could not be sent: without any address, which may hold a secret. */
  warn(message: string): void;
}

/** Tells of a run that has ended, to all whom the settings name. What fails is a warning. */
export async function notify(summary: RunSummary, { rules, environment, warn }: NotifyOptions): Promise<void> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const read = (text: string) => fromEnvironment(text, environment);
  const attempt = async (place: string, send: () => Promise<void>) => {
    try {
      await send();
    } catch (error) {
      warn(`The notification ${place} could not be sent: ${reasonOf(error, signal)}.`);
    }
  };
  await Promise.all(
    rules.flatMap((rule, index) => {
      if (!isMeant(rule.on, summary.status)) return [];
      const { command, webhook, email } = rule;
      return [
        command ? attempt(`notify[${index}].command`, () => callCommand(command, summary, signal)) : [],
        webhook ? attempt(`notify[${index}].webhook`, () => postRepeatedly(read(webhook), summary, signal)) : [],
        email ? attempt(`notify[${index}].email`, () => sendRepeatedly(email, read, summary, signal)) : [],
      ].flat();
    }),
  );
}

function isMeant(on: NotifyRule["on"], status: RunSummary["status"]): boolean {
  switch (on) {
    case "always":
      return true;
    case "success":
      return status === "success";
    case "failure":
      // Who has cancelled a run knows.
      return status !== "success" && status !== "cancelled";
  }
}

function postRepeatedly(url: string, summary: RunSummary, signal: AbortSignal): Promise<void> {
  if (!URL.canParse(url)) throw new NotSent("the variable holds no address");
  return repeatedly(() => postWebhook(url, summary, signal), signal);
}

async function sendRepeatedly(
  email: EmailRule,
  read: (text: string) => string,
  summary: RunSummary,
  signal: AbortSignal,
): Promise<void> {
  const settings = { smtp: read(email.smtp), from: read(email.from), to: email.to.map(read) };
  if (!/^smtps?:/.test(settings.smtp) || !URL.canParse(settings.smtp))
    throw new NotSent("the variable holds no address of an SMTP server");
  // Most runs send none.
  const { sendEmail } = await import("./send-email.ts");
  await repeatedly(() => sendEmail(settings, summary), signal);
}

function repeatedly(send: () => Promise<void>, signal: AbortSignal): Promise<void> {
  return pRetry(send, {
    retries: RETRIES,
    minTimeout: FIRST_WAIT_MS,
    randomize: true,
    signal,
    shouldRetry: ({ error }) => !(error instanceof NotSent) || error.isPassing,
  });
}

/** In words that hold nothing of an address: an error's own message may quote it. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof NotSent) return error.message;
  if (signal.aborted) return "it took too long";
  const { code, cause } = error as Error & {
    readonly code?: unknown;
    readonly cause?: { readonly code?: unknown };
  };
  const known = [code, cause?.code].find((each) => typeof each === "string");
  return typeof known === "string" ? known : "it failed";
}
