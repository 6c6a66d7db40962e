import type { KubernetesConfig } from "../kubernetes/kubernetes-config.ts";

/** @param packages those of package.json and its lock file that there are */
export function dockerfile(
  { project, workingDir }: Pick<KubernetesConfig, "project" | "workingDir">,
  folderName: string,
  packages: readonly string[],
): string {
  const install = packages.includes("package-lock.json") ? "npm ci --omit=dev" : "npm install --omit=dev";
  return [
    "FROM node:24-slim",
    `ENV PIPEWRIGHT_PROJECT=${JSON.stringify(project ?? folderName)}`,
    `WORKDIR ${workingDir}`,
    ...(packages.length > 0 ? [`COPY ${packages.join(" ")} ./`, `RUN ${install}`] : []),
    "COPY pipewright/ node_modules/pipewright/",
    "COPY . .",
    'CMD ["node", "node_modules/pipewright/dist/cli.js", "--help"]',
    "",
  ].join("\n");
}
