/** Where tasks run: in processes of this machine, or each in a pod of a Kubernetes cluster. */
export type RunPlace = "local" | "kubernetes";
