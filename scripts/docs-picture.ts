// Takes the picture of the README from what the test of the example has left: `npm run docs:picture`.
import { copyFileSync } from "node:fs";
import path from "node:path";
import { pictureFile } from "../test/vscode/host/pictures.ts";

copyFileSync(
  pictureFile("the status bar leads to the line that threw"),
  path.resolve(import.meta.dirname, "../docs/images/failure.png"),
);
