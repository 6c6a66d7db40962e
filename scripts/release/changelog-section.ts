/**
 * What the changelog says of a version.
 *
 * @throws Error when it has no section of that version, or an empty one
 */
export function changelogSection(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split(/\s/)[0]?.replaceAll(/[[\]]/g, "") === version);
  const [, ...lines] = section?.split("\n") ?? [];
  const text = lines.join("\n").trim();
  if (section === undefined)
    throw new Error(
      `CHANGELOG.md has no section "## ${version}". Give "Unreleased" that name, with the date behind it.`,
    );
  if (text === "") throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return text;
}
