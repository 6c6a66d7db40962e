import type { KubernetesConfig, MountedVolume } from "../kubernetes/kubernetes-config.ts";
import type { UserError } from "../run/user-error.ts";
import { isRecord } from "./is-record.ts";

export const DEFAULT_KUBERNETES: KubernetesConfig = {
  workingDir: "/app",
  maxJobs: 50,
  startTimeout: 600,
  gracePeriod: 30,
  keepJobs: 3600,
  volumes: [],
  env: [],
  envFrom: [],
  files: [],
};

type Rule = readonly [isGood: (value: unknown) => boolean, expected: string];

const text: Rule = [(value) => typeof value === "string" && value !== "", "a text that is not empty"];
const whole = (from: number): Rule => [
  (value) => Number.isInteger(value) && Number(value) >= from,
  `a whole number from ${from}`,
];
const texts: Rule = [
  (value) => isRecord(value) && Object.values(value).every((each) => typeof each === "string"),
  'texts by name, like {"cpu": "500m"}',
];
const objects: Rule = [(value) => Array.isArray(value) && value.every(isRecord), "a list of objects"];

const RULES: { readonly [Key in keyof Required<KubernetesConfig>]: Rule } = {
  namespace: text,
  context: text,
  project: text,
  workingDir: [(value) => typeof value === "string" && value.startsWith("/"), "an absolute path in the image"],
  maxJobs: whole(1),
  startTimeout: whole(1),
  gracePeriod: whole(0),
  keepJobs: whole(0),
  volumes: [
    (value) => Array.isArray(value) && value.every(isVolume),
    'a list like [{"name": "data", "mountPath": "data", "persistentVolumeClaim": {"claimName": "data"}}]',
  ],
  env: objects,
  envFrom: objects,
  template: text,
  files: [(value) => Array.isArray(value) && value.every((glob) => typeof glob === "string"), "a list of globs"],
  image: text,
  imagePullPolicy: [
    (value) => ["Always", "IfNotPresent", "Never"].includes(value as string),
    "Always, IfNotPresent or Never",
  ],
  serviceAccount: text,
  requests: texts,
  limits: texts,
  nodeSelector: texts,
  tolerations: objects,
};

const POD_KEYS = ["image", "imagePullPolicy", "serviceAccount", "requests", "limits", "nodeSelector", "tolerations"];

export function readKubernetesConfig(
  value: unknown,
  wrong: (expected: string, key?: string) => UserError,
): KubernetesConfig {
  if (!isRecord(value)) throw wrong('an object like {"image": "registry.example/shop:1"}');
  checkKeys(value, Object.keys(RULES), wrong);
  return { ...DEFAULT_KUBERNETES, ...value };
}

/** What a task class says of its pod, which its author wrote in code. */
export function checkPodOptions(value: object, wrong: (expected: string, key?: string) => UserError): void {
  checkKeys(value as Record<string, unknown>, POD_KEYS, wrong);
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  wrong: (expected: string, key?: string) => UserError,
): void {
  for (const [key, given] of Object.entries(value)) {
    if (!keys.includes(key)) throw wrong(`an object with some of ${keys.join(", ")}; it has "${key}"`);
    const [isGood, expected] = RULES[key as keyof KubernetesConfig];
    if (!isGood(given)) throw wrong(expected, `.${key}`);
  }
}

function isVolume(value: unknown): value is MountedVolume {
  return isRecord(value) && typeof value.name === "string" && typeof value.mountPath === "string";
}
