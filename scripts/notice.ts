// Writes NOTICE: whose code is in what we ship, by what the last build has read. `npm run notice`.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { bundledPackages } from "./notice/bundled-packages.ts";
import { renderNotice } from "./notice/render-notice.ts";

const packages = bundledPackages();
writeFileSync(path.resolve(import.meta.dirname, "../NOTICE"), renderNotice(packages));
console.log(`NOTICE names ${packages.length} packages.`);
