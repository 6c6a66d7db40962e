import { type Browser, chromium } from "playwright-core";
import { installChromium } from "./install-chromium.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nothing but loopback resolves: a stray request fails at once.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Starts the Chromium of the tests and benchmarks, installing it where it is missing. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: installChromium(), headless: true, args: FLAGS });
}
