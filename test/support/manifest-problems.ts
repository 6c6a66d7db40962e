import * as client from "@kubernetes/client-node";
import { CronJob, Job } from "kubernetes-models/batch/v1";
import { Role, RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import { ServiceAccount } from "kubernetes-models/v1";

/** The rules of the published schema, and the name under which Kubernetes' own client knows the fields of the same. */
const KINDS = {
  "batch/v1 Job": [Job, "V1Job"],
  "batch/v1 CronJob": [CronJob, "V1CronJob"],
  "v1 ServiceAccount": [ServiceAccount, "V1ServiceAccount"],
  "rbac.authorization.k8s.io/v1 Role": [Role, "V1Role"],
  "rbac.authorization.k8s.io/v1 RoleBinding": [RoleBinding, "V1RoleBinding"],
} as const;

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY = /^(?:[a-z0-9.-]{1,253}\/)?[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;
/** The controllers make names of pods, and labels, of it. */
const NAME = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * What a Kubernetes of today would not take of a manifest, by the schema that is published: fields that it does not
 * know, that are missing, or have a wrong type; and names and labels in letters that they may not have.
 */
export function manifestProblems(manifest: unknown): string[] {
  const { apiVersion, kind } = manifest as { apiVersion: string; kind: string };
  const known = KINDS[`${apiVersion} ${kind}` as keyof typeof KINDS];
  if (known === undefined) return [`${apiVersion} ${kind} is not known`];
  const [Model, type] = known;
  const problems = [...unknownFields(manifest, type, kind), ...badNames(manifest, kind)];
  try {
    new Model(manifest as never).validate();
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

interface Field {
  readonly baseName: string;
  readonly type: string;
}

function unknownFields(value: unknown, type: string, place: string): string[] {
  if (value === null || value === undefined) return value === null ? [`${place} is null`] : [];
  const [, item] = /^(?:Array<|\{ \[key: string\]: )(.*?)(?:>|; \})$/.exec(type) ?? [];
  if (item !== undefined)
    return Object.entries(value).flatMap(([key, each]) => unknownFields(each, item, `${place}.${key}`));
  const Model = (client as unknown as Record<string, { getAttributeTypeMap?(): readonly Field[] }>)[type];
  const fields = Model?.getAttributeTypeMap?.();
  if (fields === undefined) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const field = fields.find(({ baseName }) => baseName === key);
    return field === undefined
      ? [`${place}.${key} is not known to ${type}`]
      : unknownFields(each, field.type, `${place}.${key}`);
  });
}

function badNames(value: unknown, place: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { metadata, ...rest } = value as { metadata?: Record<string, unknown> };
  const { name, labels = {}, annotations = {} } = metadata ?? {};
  const keys = [...Object.keys(labels as object), ...Object.keys(annotations as object)];
  return [
    ...(typeof name === "string" && !NAME.test(name) ? [`${place}: "${name}" is no name`] : []),
    ...keys.filter((key) => !LABEL_KEY.test(key)).map((key) => `${place}: "${key}" is no key`),
    ...Object.values(labels as object)
      .filter((label) => !LABEL_VALUE.test(label as string))
      .map((label) => `${place}: "${label}" is no label`),
    ...Object.entries(rest).flatMap(([key, each]) => badNames(each, `${place}.${key}`)),
  ];
}
