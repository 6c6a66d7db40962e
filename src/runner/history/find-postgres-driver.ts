import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../run/user-error.ts";

/**
 * @param root the project's folder
 * @returns where the driver's module is
 * @throws UserError when it is not installed
 */
export function findPostgresDriver(root: string): string {
  for (const from of [path.join(root, "package.json"), import.meta.filename]) {
    try {
      return pathToFileURL(createRequire(from).resolve("pg")).href;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new UserError('"history": "postgres://…" needs the package pg, which is not installed: npm install pg');
}
