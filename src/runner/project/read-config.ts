import os from "node:os";
import { closest } from "fastest-levenshtein";
import { DEFAULT_TASK_GLOBS, NEVER_TASK_GLOBS } from "../../protocol/task-globs.ts";
import { UserError } from "../run/user-error.ts";
import { isRecord } from "./is-record.ts";
import type { ProjectConfig } from "./project-config.ts";
import { DEFAULT_HISTORY_POLICY, readHistoryPolicy } from "./read-history-policy.ts";
import { DEFAULT_KUBERNETES, readKubernetesConfig } from "./read-kubernetes-config.ts";
import { readNotifyRules } from "./read-notify-rules.ts";

const MAX_WORKERS = 1024;

type Read<T> = (value: unknown, wrong: (expected: string, key?: string) => UserError) => T;

const READ: { readonly [Key in keyof ProjectConfig]: Read<ProjectConfig[Key]> } = {
  tasks: readGlobs,
  exclude: readGlobs,
  workers: (value, wrong) => {
    if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_WORKERS) return Number(value);
    throw wrong(`a whole number from 1 to ${MAX_WORKERS}`);
  },
  resources: readResources,
  checksums: (value, wrong) => {
    if (typeof value === "boolean") return value;
    throw wrong("true or false");
  },
  parameters: readParameters,
  history: readHistoryPolicy,
  kubernetes: readKubernetesConfig,
  notify: readNotifyRules,
};

const KEYS = Object.keys(READ) as (keyof ProjectConfig)[];

/**
 * Checks a project's settings and fills in the defaults.
 *
 * @param settings as the file holds them; `undefined` where there are none
 * @param source where they stand, for the errors: `pipewright.config.json`, `package.json: pipewright`
 * @throws UserError naming the source, the key and what is expected there
 */
export function readConfig(settings: unknown, source: string): ProjectConfig {
  const given = settings ?? {};
  if (!isRecord(given)) throw new UserError(`${source} must be an object like {"tasks": ["tasks/*.ts"]}.`);
  for (const key of Object.keys(given)) if (!isKnown(key)) throw unknownKey(key, source);
  const read = <Key extends keyof ProjectConfig>(key: Key, otherwise: ProjectConfig[Key]): ProjectConfig[Key] => {
    if (given[key] === undefined) return otherwise;
    const wrong = (expected: string, inner = "") => new UserError(`${source}: "${key}${inner}" must be ${expected}.`);
    return READ[key](given[key], wrong);
  };
  const tasks = read("tasks", []);
  return {
    tasks: tasks.length === 0 ? DEFAULT_TASK_GLOBS : tasks,
    exclude: [...NEVER_TASK_GLOBS, ...read("exclude", [])],
    workers: read("workers", os.availableParallelism()),
    resources: read("resources", {}),
    checksums: read("checksums", false),
    parameters: read("parameters", {}),
    history: read("history", DEFAULT_HISTORY_POLICY),
    kubernetes: read("kubernetes", DEFAULT_KUBERNETES),
    notify: read("notify", []),
  };
}

function isKnown(key: string): boolean {
  return key === "$schema" || (KEYS as string[]).includes(key);
}

function unknownKey(key: string, source: string): UserError {
  return new UserError(
    `${source} has no setting "${key}". Did you mean "${closest(key, KEYS)}"? There are: ${KEYS.join(", ")}.`,
  );
}

function readGlobs(value: unknown, wrong: (expected: string) => UserError): readonly string[] {
  const globs = typeof value === "string" ? [value] : value;
  if (Array.isArray(globs) && globs.every((glob): glob is string => typeof glob === "string")) return globs;
  throw wrong('a glob or a list of globs, like ["tasks/*.ts"]');
}

function readResources(
  value: unknown,
  wrong: (expected: string, key?: string) => UserError,
): ProjectConfig["resources"] {
  if (!isRecord(value)) throw wrong('an object like {"database": 4}');
  return mapValues(value, (limit, name) => {
    if (Number.isInteger(limit) && Number(limit) >= 1) return Number(limit);
    throw wrong("a whole number from 1", `.${name}`);
  });
}

/** Numbers and booleans stand for their text: a person writes `"batchSize": 500`. */
function readParameters(
  value: unknown,
  wrong: (expected: string, key?: string) => UserError,
): ProjectConfig["parameters"] {
  if (!isRecord(value)) throw wrong('an object like {"LoadSales": {"batchSize": "500"}}');
  return mapValues(value, (parameters, family) => {
    if (!isRecord(parameters)) throw wrong('an object like {"batchSize": "500"}', `.${family}`);
    return mapValues(parameters, (text, name) => {
      if (["string", "number", "boolean"].includes(typeof text)) return String(text);
      throw wrong("a text, a number or a boolean", `.${family}.${name}`);
    });
  });
}

function mapValues<T>(record: Record<string, unknown>, map: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
