import { readFileSync } from "node:fs";
import path from "node:path";
import { type ExportedDeclarations, type JSDoc, Node, Project } from "ts-morph";
import type { ReferencePage } from "./reference-page.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What package.json exports, by the name to import, with the source of its declarations. */
function modules(): { readonly name: string; readonly file: string }[] {
  const { exports } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    exports: Readonly<Record<string, string | { readonly types: string }>>;
  };
  return Object.entries(exports).flatMap(([key, target]) => {
    if (typeof target === "string") return [];
    const file = target.types.replace("./dist/types/", "src/").replace(/\.d\.ts$/, ".ts");
    return [{ name: path.posix.join("pipewright", key), file }];
  });
}

/** What can be imported, as its docstrings say. */
export const API_REFERENCE: ReferencePage = {
  file: "docs/reference/api.md",
  render: () => {
    const project = new Project({ tsConfigFilePath: path.join(ROOT, "tsconfig.declarations.json") });
    return `# What can be imported

${modules()
  .map(({ name, file }) => {
    const exported = [...project.addSourceFileAtPath(path.join(ROOT, file)).getExportedDeclarations()];
    const parts = exported
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([title, declarations]) => entry(title, declarations));
    return `## ${name}\n\n${parts.join("\n\n")}`;
  })
  .join("\n\n")}
`;
  },
};

function entry(name: string, declarations: readonly ExportedDeclarations[]): string {
  const [declaration] = declarations;
  const docs = declarations.map(docOf).filter((doc) => doc !== undefined);
  const members =
    declaration && (Node.isClassDeclaration(declaration) || Node.isInterfaceDeclaration(declaration))
      ? membersOf(declaration)
      : [];
  return [
    `### ${name}`,
    declaration === undefined ? "" : `\`${kindOf(declaration)}\``,
    ...docs.slice(0, 1).map(textOf),
    members.length === 0 ? "" : members.join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function kindOf(declaration: ExportedDeclarations): string {
  if (Node.isClassDeclaration(declaration)) return declaration.isAbstract() ? "abstract class" : "class";
  if (Node.isInterfaceDeclaration(declaration)) return "interface";
  if (Node.isTypeAliasDeclaration(declaration)) return "type";
  if (Node.isFunctionDeclaration(declaration)) return "function";
  return "const";
}

function docOf(declaration: Node): JSDoc | undefined {
  const statement = Node.isVariableDeclaration(declaration) ? declaration.getVariableStatement() : declaration;
  return statement !== undefined && Node.isJSDocable(statement) ? statement.getJsDocs().at(-1) : undefined;
}

/** A member with a docstring is one line; the others say by their names what they are. */
function membersOf(declaration: Node): string[] {
  if (!Node.isClassDeclaration(declaration) && !Node.isInterfaceDeclaration(declaration)) return [];
  return declaration.getMembers().flatMap((member) => {
    const doc = docOf(member);
    if (doc === undefined || !("getName" in member) || Node.isConstructorDeclaration(member)) return [];
    const name = (member as { getName(): string }).getName();
    if (name.startsWith("#") || name.startsWith("[")) return [];
    const isStatic = Node.isStaticable(member) && member.isStatic();
    const called = Node.isMethodDeclaration(member) || Node.isMethodSignature(member) ? "()" : "";
    return [`- \`${isStatic ? "static " : ""}${name}${called}\`: ${oneLine(doc)}`];
  });
}

function oneLine(doc: JSDoc): string {
  return prose(doc.getDescription()).replaceAll(/\s*\n\s*/g, " ");
}

function textOf(doc: JSDoc): string {
  const tags = doc.getTags().map((tag) => {
    const text = tag.getCommentText()?.trim() ?? "";
    switch (tag.getTagName()) {
      case "param":
        return `- \`${Node.isJSDocParameterTag(tag) ? tag.getName() : ""}\`: ${prose(text)}`;
      case "returns":
        return `- gives ${prose(text)}`;
      case "throws":
        return `- throws ${prose(text)}`;
      case "example":
        // Whole files are code; what a block shows in part is text.
        return `\n\`\`\`text\n${text}\n\`\`\``;
      default:
        return "";
    }
  });
  return [prose(doc.getDescription()), tags.filter((tag) => tag !== "").join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A link to a name is the name here. */
function prose(text: string): string {
  return text.trim().replaceAll(/\{@link (\w+)\}/g, "`$1`");
}
