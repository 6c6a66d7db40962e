// Installs the project's packages when they are missing or not those of package-lock.json. Runs on whatever Node there is;
// in the next npm script, `node` is the one that the `node` package pins. The next: a shell looks a program up once, so
// what follows in the same script (`node scripts/set-up.mjs && node …`) would still be run by the old one.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".set-up");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.log("Installing the packages of package-lock.json …");
  // The Node that runs the installation may be older than what some packages ask for; the one that runs them is not.
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm could not install the packages; its message is above.");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
