import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Where the tests say what they were run against; `npm run test:connectors` makes a table of it. */
export const TESTED_AGAINST = path.join(ROOT, "artifacts/connectors");

/** @returns the module in `connectors/` of that name */
export function connectorModule(name: string): string {
  return path.join(import.meta.dirname, "connectors", `${name}.ts`);
}

/**
 * Keeps what a connector is tested against.
 *
 * @param driver a package, whose version is looked up; `undefined` where Node itself is the driver
 */
export function described(connector: string, driver: string | undefined, server: string): void {
  describedAs(connector, driverText(driver), server);
}

/** @param driver with its version */
export function describedAs(connector: string, driver: string, server: string): void {
  mkdirSync(TESTED_AGAINST, { recursive: true });
  const file = path.join(TESTED_AGAINST, `${connector.replaceAll("/", "-")}.json`);
  writeFileSync(file, JSON.stringify({ connector, driver, server }));
}

function driverText(driver: string | undefined): string {
  if (driver === undefined) return `Node ${process.versions.node}`;
  const manifest = path.join(ROOT, "node_modules", driver, "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return `${driver} ${version}`;
}
