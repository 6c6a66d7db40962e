import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../run/user-error.ts";

type Client = typeof import("@kubernetes/client-node");

/**
 * Loads Kubernetes' own client, which reads kubeconfigs and signs in as people are used to. It is big and few need it:
 * the project installs it, and it is not part of this package.
 *
 * @param root the project's folder
 * @throws UserError when it is not installed
 */
export async function loadClient(root: string): Promise<Client> {
  for (const from of [path.join(root, "package.json"), import.meta.filename]) {
    try {
      return (await import(pathToFileURL(createRequire(from).resolve("@kubernetes/client-node")).href)) as Client;
    } catch (error) {
      if (!["MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"].includes((error as NodeJS.ErrnoException).code ?? ""))
        throw error;
    }
  }
  throw new UserError("--on kubernetes needs Kubernetes' client. Install it: npm install @kubernetes/client-node");
}
