import { expect, test } from "vitest";
import { changelogSection } from "../scripts/release/changelog-section.ts";

const CHANGELOG = `# Changelog

## Unreleased

## 1.10.0 - 2026-11-20

### Added

- Something.

## [1.1.0] - 2026-10-01

- The first.
`;

test("a release tells what its section of the changelog says, and nothing of others", () => {
  expect(changelogSection(CHANGELOG, "1.10.0")).toBe("### Added\n\n- Something.");
  expect(changelogSection(CHANGELOG, "1.1.0")).toBe("- The first.");
});

test("there is no release of what the changelog does not tell", () => {
  expect(() => changelogSection(CHANGELOG, "1.1")).toThrow(/no section "## 1\.1"/);
  expect(() => changelogSection(CHANGELOG, "Unreleased")).toThrow(/says nothing of Unreleased/);
});
