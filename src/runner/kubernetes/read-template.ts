import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { isRecord } from "../project/is-record.ts";
import { UserError } from "../run/user-error.ts";
import type { KubernetesConfig } from "./kubernetes-config.ts";

/**
 * Reads the pod template that the configuration names.
 *
 * @param root the project's folder
 * @returns `undefined` where it names none
 * @throws UserError when it can not be read
 */
export async function readTemplate(
  root: string,
  { template: file }: Pick<KubernetesConfig, "template">,
): Promise<object | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(path.resolve(root, file), "utf8").catch((error: Error) => {
    throw new UserError(`The pod template can not be read: ${error.message}`);
  });
  try {
    const read: unknown = parse(text);
    if (!isRecord(read)) throw new Error("it is no object with `metadata` and `spec`");
    // A whole manifest of a PodTemplate has it one level down; of a Pod, it is the same.
    const { apiVersion: _, kind: __, ...template } = read;
    return isRecord(template.template) ? template.template : template;
  } catch (error) {
    throw new UserError(`The pod template ${file} can not be read: ${(error as Error).message}`);
  }
}
