import type { PodOptions } from "../../../src/framework/pod-options.ts";
import type { JobAttempt } from "../../../src/runner/kubernetes/job-manifest.ts";
import type { KubernetesConfig } from "../../../src/runner/kubernetes/kubernetes-config.ts";

const POD: Required<PodOptions> = {
  image: "registry.example/shop:1",
  imagePullPolicy: "IfNotPresent",
  serviceAccount: "shop",
  requests: { cpu: "250m", memory: "256Mi" },
  limits: { memory: "1Gi" },
  nodeSelector: { disk: "ssd" },
  tolerations: [{ key: "only", operator: "Equal", value: "batch", effect: "NoSchedule" }],
};

/** The configuration with a value for each setting: the compiler asks for those that are added. */
export const EVERY_SETTING: Required<KubernetesConfig> = {
  ...POD,
  namespace: "pipelines",
  context: "shop",
  project: "shop",
  workingDir: "/app",
  maxJobs: 10,
  startTimeout: 60,
  gracePeriod: 5,
  keepJobs: 60,
  volumes: [
    { name: "data", mountPath: "data", persistentVolumeClaim: { claimName: "shop-data" } },
    { name: "all", mountPath: "/mnt/all", nfs: { server: "nfs.example", path: "/all" } },
  ],
  env: [
    { name: "LEVEL", value: "info" },
    { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
  ],
  envFrom: [{ secretRef: { name: "shop" } }],
  template: "pod.yaml",
  files: ["sql/**"],
};

/** All that a task class can say of its pods. */
export const EVERY_WORD_OF_A_TASK: Required<Omit<JobAttempt, "request" | "attempt">> = {
  pod: { ...POD, image: "registry.example/shop-gpu:1", limits: { memory: "8Gi" } },
  memoryLimit: 512,
  resources: { cpu: 1.5, memory: 300, "nvidia.com/gpu": 1, database: 1 },
};

/** Of a pod, with the same names as the configuration's where that is a question. */
export const TEMPLATE = {
  metadata: { labels: { team: "sales" }, annotations: { "example.com/cost-center": "7" } },
  spec: {
    priorityClassName: "low",
    restartPolicy: "Always",
    imagePullSecrets: [{ name: "registry" }],
    securityContext: { runAsNonRoot: true, fsGroup: 1000 },
    tolerations: [{ operator: "Exists", effect: "NoExecute", tolerationSeconds: 60 }],
    initContainers: [{ name: "wait", image: "busybox:1", command: ["true"] }],
    containers: [
      { name: "proxy", image: "proxy:1", ports: [{ containerPort: 5432 }] },
      {
        name: "pipewright",
        securityContext: { allowPrivilegeEscalation: false },
        env: [{ name: "LEVEL", valueFrom: { configMapKeyRef: { name: "shop", key: "level" } } }],
        volumeMounts: [{ name: "data", mountPath: "/cache", subPath: "cache" }],
      },
    ],
    volumes: [{ name: "data", emptyDir: {} }],
  },
};
