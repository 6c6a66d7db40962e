import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { FINDINGS } from "../../protocol/finding-code.ts";
import type { ProblemFix } from "../../protocol/problem-fix.ts";
import type { Problem } from "../../protocol/task-index.ts";
import { findingPage } from "./finding-page.ts";

const LEVELS: Record<Problem["severity"], string> = { error: "error", warning: "warning", info: "note" };

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/**
 * The findings as code scanners exchange them.
 *
 * @param nameOf a file of the project as it is called from the folder that the report is about
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(
  problems: readonly Problem[],
  { version, nameOf }: { readonly version: string; readonly nameOf: (file: string) => string },
): string {
  const codes = [...new Set([...Object.keys(FINDINGS), ...problems.map(({ code }) => code)])];
  const artifact = (file: string) => ({ uri: encodeURI(nameOf(file)), uriBaseId: "SRCROOT" });
  const location = (place: Place) => ({
    physicalLocation: { artifactLocation: artifact(place.file), region: regionOf(place) },
  });
  const results = problems.map(({ code, severity, message, related = [], fixes = [], ...place }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [location(place)],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, index) => ({
        id: index + 1,
        ...location(other),
        message: { text: other.message },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => toFix(fix, artifact)) }),
    // The same for as long as the finding is, wherever it moves in its file.
    partialFingerprints: { "finding/v1": hash(`${code} ${place.file} ${message}`) },
  }));
  const driver = { name: "Pipewright", version, rules: codes.map(toRule) };
  const run = {
    tool: { driver },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { description: { text: "The folder that the check was started in" } } },
    results,
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return JSON.stringify(log, undefined, 2);
}

function toRule(code: string): object {
  const page = findingPage(code);
  const title = Object.hasOwn(FINDINGS, code) ? FINDINGS[code as keyof typeof FINDINGS] : code;
  const text = page === undefined ? undefined : readFileSync(page, "utf8");
  return { id: code, shortDescription: { text: title }, ...(text && { help: { text, markdown: text } }) };
}

function regionOf({ line, column, endLine, endColumn }: Place): object {
  return { startLine: line, startColumn: column, ...(endLine !== undefined && { endLine, endColumn }) };
}

function toFix({ title, edits }: ProblemFix, artifact: (file: string) => object): object {
  return {
    description: { text: title },
    artifactChanges: [...Map.groupBy(edits, ({ file }) => file)].map(([file, own]) => ({
      artifactLocation: artifact(file),
      replacements: own.map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
