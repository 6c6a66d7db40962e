import type { UserError } from "../run/user-error.ts";
import { isRecord } from "./is-record.ts";
import type { EmailRule, NotifyRule } from "./notify-rule.ts";

type Wrong = (expected: string, key?: string) => UserError;

const ON: readonly unknown[] = ["failure", "success", "always"] satisfies NotifyRule["on"][];
const WAYS = ["command", "webhook", "email"] as const;

export function readNotifyRules(value: unknown, wrong: Wrong): readonly NotifyRule[] {
  if (!Array.isArray(value)) throw wrong('a list like [{"on": "failure", "webhook": "$SLACK_WEBHOOK"}]');
  return value.map((rule, index) => readRule(rule, (expected, key = "") => wrong(expected, `[${index}]${key}`)));
}

function readRule(value: unknown, wrong: Wrong): NotifyRule {
  if (!isRecord(value)) throw wrong('an object like {"on": "failure", "command": ["notify-send", "Pipewright"]}');
  const { on = "failure", command, webhook, email, ...others } = value;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrong(`an object with on, ${WAYS.join(", ")} alone; it has "${unknown}"`);
  if (!ON.includes(on)) throw wrong("failure, success or always", ".on");
  if (WAYS.every((way) => value[way] === undefined)) throw wrong(`an object with one of ${WAYS.join(", ")}`);
  return {
    on: on as NotifyRule["on"],
    ...(command !== undefined && { command: readTexts(command, wrong, ".command") }),
    ...(webhook !== undefined && { webhook: readAddress(webhook, /^https?:/, wrong, ".webhook") }),
    ...(email !== undefined && { email: readEmail(email, wrong) }),
  };
}

function readEmail(value: unknown, wrong: Wrong): EmailRule {
  const example = 'an object like {"smtp": "$SMTP_URL", "from": "etl@example.com", "to": "team@example.com"}';
  if (!isRecord(value)) throw wrong(example, ".email");
  const { smtp, from, to, ...others } = value;
  if (Object.keys(others).length > 0) throw wrong(example, ".email");
  return {
    smtp: readAddress(smtp, /^smtps?:/, wrong, ".email.smtp"),
    from: readText(from, wrong, ".email.from"),
    to: typeof to === "string" ? [readText(to, wrong, ".email.to")] : readTexts(to, wrong, ".email.to"),
  };
}

function readTexts(value: unknown, wrong: Wrong, key: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw wrong("a list of texts", key);
  return value.map((text, index) => readText(text, wrong, `${key}[${index}]`));
}

function readText(value: unknown, wrong: Wrong, key: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw wrong("a text", key);
}

/** The value itself is not told: it may hold a password. */
function readAddress(value: unknown, form: RegExp, wrong: Wrong, key: string): string {
  if (typeof value === "string" && (/^\$[A-Za-z_]\w*$/.test(value) || (form.test(value) && URL.canParse(value))))
    return value;
  const schemes = form.source.includes("smtp") ? "smtp:// or smtps://" : "http:// or https://";
  throw wrong(
    `an address that begins with ${schemes}, or a variable of the environment that holds one, like $ADDRESS`,
    key,
  );
}
