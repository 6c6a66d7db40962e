import { readFileSync } from "node:fs";
import path from "node:path";
import { type KubeConfig, type KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";
import { parseAllDocuments } from "yaml";

/** The manifests of the documentation's chapter on rights, as a reader would apply them to a namespace. */
export class DocumentedRights {
  readonly manifests: readonly KubernetesObject[];
  readonly #api: KubernetesObjectApi;

  constructor(admin: KubeConfig, namespace: string) {
    const page = readFileSync(path.join(import.meta.dirname, "../../docs/kubernetes.md"), "utf8");
    const [, yaml = ""] = /^## Rights$.*?^```yaml\n(.*?)^```$/ms.exec(page) ?? [];
    this.#api = KubernetesObjectApi.makeApiClient(admin);
    this.manifests = parseAllDocuments(yaml).map((document) => {
      const manifest = document.toJS() as { readonly metadata: Record<string, unknown> };
      return { ...manifest, metadata: { ...manifest.metadata, namespace } };
    });
  }

  async give(): Promise<void> {
    for (const manifest of this.manifests) await this.#api.create(manifest);
  }

  async takeBack(): Promise<void> {
    for (const manifest of this.manifests) await this.#api.delete(manifest);
  }
}
