/** Where a pod is, for who wants to look at it. */
export interface PodPlace {
  readonly pod: string;
  readonly node: string;
  readonly namespace: string;
  /** The kubeconfig's context, where the configuration names one. */
  readonly context?: string;
}
