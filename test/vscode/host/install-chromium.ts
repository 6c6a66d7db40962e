import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Finds a Chromium, or installs Debian's when we may.
 *
 * @returns the program's file; `$CHROMIUM` names another
 * @throws Error that says what to install by hand
 */
export function installChromium(): string {
  const wanted = process.env.CHROMIUM;
  if (wanted && !existsSync(wanted)) throw new Error(`CHROMIUM names ${wanted}, which is not there.`);
  const found = wanted || PLACES.find((file) => existsSync(file));
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's Chromium …");
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core");
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new Error(
    "There is no Chromium. Install one, on Debian with `apt-get install chromium`, or name it in CHROMIUM.",
  );
}

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status } = spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
  if (status !== 0) throw new Error(`apt-get ${args.join(" ")} ended with exit code ${status}.`);
}
