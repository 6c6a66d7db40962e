import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { bundledPackages } from "../scripts/notice/bundled-packages.ts";
import { renderNotice } from "../scripts/notice/render-notice.ts";

/** Those that may be shipped together with Apache-2.0, without more than being named. */
const WELCOME = /^(?:MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|CC-BY-4\.0)$/;

const packages = bundledPackages();

test("NOTICE names whose code is shipped; `npm run notice` writes it", () => {
  expect(packages.length).toBeGreaterThan(10);
  expect(readFileSync(path.resolve(import.meta.dirname, "../NOTICE"), "utf8")).toBe(renderNotice(packages));
});

test.each(packages)("the licence of $name allows it: $licence", ({ licence }) => {
  expect(
    licence
      .replaceAll(/[()]/g, "")
      .split(" OR ")
      .some((one) => WELCOME.test(one)),
  ).toBe(true);
});
