import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { openExample } from "./open-example.ts";

const FORGETFUL = `
export class Forgetful extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget("data/forgetful.csv");
  }
  async run() {
    this.output().write("text");
  }
}
`;

async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const findings = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "pipewright");

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === "object" ? String(code.value) : String(code));

const found = (document: vscode.TextDocument, code: string) =>
  eventually(
    () => findings(document).find((diagnostic) => codeOf(diagnostic) === code),
    (diagnostic) => diagnostic !== undefined,
  );

async function actionsAt(document: vscode.TextDocument, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  const { QuickFix } = vscode.CodeActionKind;
  try {
    return await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      QuickFix.value,
    );
  } catch (error) {
    // VS Code takes the question back when the text changes meanwhile.
    if ((error as Error).name === "Canceled") return [];
    throw error;
  }
}

async function act(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, title: string): Promise<void> {
  // Nothing is offered while the text is newer than what the analyzer has read, as just after a revert.
  const action = await eventually(
    async () => (await actionsAt(document, diagnostic)).find((other) => other.title === title),
    (offered) => offered?.edit !== undefined,
  );
  assert.ok(action?.edit && (await vscode.workspace.applyEdit(action.edit)));
}

describe("a finding of the analyzer", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.files.revert"));

  it("leads to its page, and to the other places that have to do with it", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    await type(document, FORGETFUL);
    const diagnostic = await found(document, "output-ignores-parameter");
    assert.ok(typeof diagnostic?.code === "object");
    const page = await vscode.workspace.openTextDocument((diagnostic.code as { target: vscode.Uri }).target);
    assert.match(page.getText(), /^# An output that is the same for different tasks/);
    const [related] = diagnostic.relatedInformation ?? [];
    assert.equal(related && document.getText(related.location.range), "date");
    assert.equal(document.getText(diagnostic.range), "output");
  });

  it("is cured by its quick fix", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    await type(document, FORGETFUL);
    const diagnostic = await found(document, "output-ignores-parameter");
    await act(document, diagnostic as vscode.Diagnostic, "Put date into the path");
    assert.match(document.getText(), /`data\/forgetful-\$\{this\.date\}\.csv`/);
    const left = await eventually(
      () => findings(document).map(codeOf),
      (codes) => !codes.includes("output-ignores-parameter"),
    );
    assert.deepEqual(left, ["floating-promise"]);

    const floating = await found(document, "floating-promise");
    await act(document, floating as vscode.Diagnostic, "Await it");
    assert.match(document.getText(), /\n {4}await this\.output\(\)\.write\("text"\)/);
    await eventually(
      () => findings(document),
      (all) => all.length === 0,
    );
  });

  it("is silenced by a comment that asks for a reason", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    await type(document, FORGETFUL);
    const diagnostic = await found(document, "floating-promise");
    await act(document, diagnostic as vscode.Diagnostic, "Silence floating-promise here, with a reason");
    const lines = document.getText().split("\n");
    const at = lines.findIndex((line) => line.includes('this.output().write("text")'));
    assert.match(lines[at - 1] ?? "", /^ {4}\/\/ pipewright-disable-next-line floating-promise: \S/);
    await eventually(
      () => findings(document).map(codeOf),
      (codes) => !codes.includes("floating-promise"),
    );
  });
});

describe("the name of a task class", () => {
  const placeOf = (document: vscode.TextDocument, text: string) => {
    const at = document.getText().indexOf(text);
    assert.ok(at >= 0, text);
    return document.positionAt(at);
  };

  it("shows what the task requires and what requires it, with links, wherever it is used", async () => {
    const document = await openExample("tasks/load-sales.ts");
    const hoverAt = async (text: string) => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        placeOf(document, text),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === "string" ? content : content.value))
        .join("\n");
    };
    const own = await eventually(
      () => hoverAt("LoadSales"),
      (text) => text.includes("Requires"),
    );
    assert.match(own, /Requires \[DumpSales\]\(file:[^)]*dump-sales\.ts#/);
    assert.match(own, /Required by \[AggregateSales\]/);
    assert.match(own, /`date: date`/);
    assert.match(await hoverAt("DumpSales({"), /Required by .*\[BackUpDump\]/);
  });

  it("has the tasks that require it among its references", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    const references = await eventually(
      async () =>
        await vscode.commands.executeCommand<vscode.Location[]>(
          "vscode.executeReferenceProvider",
          document.uri,
          placeOf(document, "DumpSales"),
        ),
      (all) => all.length >= 2,
    );
    const texts = await Promise.all(
      references.map(async ({ uri, range }) => {
        const other = await vscode.workspace.openTextDocument(uri);
        return `${uri.path.split("/").at(-1)}: ${other.lineAt(range.start.line).text.trim()}`;
      }),
    );
    assert.ok(texts.includes("back-up-dump.ts: return new DumpSales({ date: this.date });"), texts.join("\n"));
    assert.ok(texts.includes("load-sales.ts: return new DumpSales({ date: this.date });"), texts.join("\n"));
  });
});
