import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { UserError } from "../run/user-error.ts";

/**
 * The user's crontab, each byte as one character (`latin1`); empty where there is none.
 *
 * @throws UserError when it can not be read
 */
export async function readCrontab(): Promise<string> {
  const { code, stdout, stderr } = await crontab(["-l"]);
  // It exits with 1 too where there is none, and only says so.
  if (code !== 0 && !/no crontab/i.test(stderr)) throw refused(stderr);
  return code === 0 ? stdout : "";
}

/** @throws UserError when it is refused */
export async function writeCrontab(content: string): Promise<void> {
  const { code, stderr } = await crontab(["-"], content);
  if (code !== 0) throw refused(stderr);
}

async function crontab(args: readonly string[], input = ""): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn("crontab", args, { env: { ...process.env, LC_ALL: "C" }, windowsHide: true });
  child.stdin.on("error", () => {}); // it may end without reading
  child.stdin.end(input, "latin1");
  try {
    const [stdout, stderr, [code]] = await Promise.all([
      buffer(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: Number(code ?? 1), stdout: stdout.toString("latin1"), stderr };
  } catch (error) {
    throw new UserError(
      `The program crontab could not be started (${(error as Error).message}). \`pipewright schedule --systemd\` writes timers for systemd, --kubernetes manifests.`,
    );
  }
}

function refused(stderr: string): UserError {
  return new UserError(`crontab refused: ${stderr.trim() || "it did not say why"}`);
}
