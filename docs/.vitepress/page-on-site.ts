/** Where a page of the repository stands on the site: the pages of docs/ at its top, a README as its folder's page. */
export function pageOnSite(file: string): string {
  return file.replace(/^docs\//, "").replace(/(^|\/)README\.md$/, "$1index.md");
}
