/**
 * Where a page of the repository stands on the site: the pages of docs/ at its top, a README as its folder's page.
 * SECURITY.md would differ from docs/security.md in its case alone, which no build and not every disk keeps apart.
 */
export function pageOnSite(file: string): string {
  if (file === "SECURITY.md") return "reporting-a-weakness.md";
  return file.replace(/^docs\//, "").replace(/(^|\/)README\.md$/, "$1index.md");
}
