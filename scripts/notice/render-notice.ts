import type { BundledPackage } from "./bundled-packages.ts";

const LINE = "-".repeat(80);

/** What has to stand beside our own licence: whose code we ship, and under which terms. */
export function renderNotice(packages: readonly BundledPackage[]): string {
  const parts = packages.map(({ name, version, licence, text }) =>
    [LINE, `${name} ${version} (${licence})`, ...(text === undefined ? [] : ["", text])].join("\n"),
  );
  return `Pipewright
Licensed under the Apache License, Version 2.0: see LICENSE.

Pipewright is made with the following packages, whose code is in what it ships.

${packages.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`).join("\n")}

${parts.join("\n\n")}
`;
}
