import { ts } from "ts-morph";

// The only file that knows ts-morph: everything else reads the syntax trees of the TypeScript that it brings along.
export { ts };

/** A file's syntax tree. It is never asked for types, has no parents, and is dropped once its facts are read. */
export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
}

/** The first thing that the parser could not read; it goes on after it as well as it can. */
export function firstSyntaxError(source: ts.SourceFile): { message: string; position: number } | undefined {
  // Kept out of the public types, but what every tool reads: asking a Program for them would cost a whole Program.
  const [first] = (source as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;
  if (first === undefined) return undefined;
  return { message: ts.flattenDiagnosticMessageText(first.messageText, " "), position: first.start };
}
