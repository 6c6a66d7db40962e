import path from "node:path";
import type { ts } from "../typescript.ts";
import { classesIn } from "./classes-in.ts";
import type { Compiler } from "./compiler.ts";
import { LIBRARY_FOLDER } from "./library-folder.ts";
import { typeProgram } from "./type-program.ts";
import type { TypeAnswer, TypeQuestion, TypeReply, TypeRequest } from "./type-question.ts";

/** Asks the type checker about expressions, in one program for each tsconfig.json that has a say. */
export function answerQuestions({ root, questions, texts }: TypeRequest, compiler: Compiler): TypeReply {
  const absolute = (file: string) => path.posix.join(root.replaceAll("\\", "/"), file);
  const relative = (file: string) => path.posix.relative(root.replaceAll("\\", "/"), file);
  const answers = new Map<string, TypeAnswer>();
  const files = new Set<string>();
  for (const [tsconfig, asked] of Map.groupBy(questions, ({ file }) => tsconfigOf(absolute(file), compiler))) {
    const roots = [...new Set(asked.map(({ file }) => absolute(file)))];
    const program = typeProgram(roots, tsconfig, (file) => texts.get(relative(file)), compiler);
    const checker = program.getTypeChecker();
    for (const { fileName } of program.getSourceFiles()) {
      if (!fileName.includes("/node_modules/") && !fileName.startsWith(LIBRARY_FOLDER)) files.add(relative(fileName));
    }
    for (const question of asked) {
      const source = program.getSourceFile(absolute(question.file));
      const expression = source && expressionAt(source, question.range, compiler);
      if (expression === undefined) continue;
      const found = [...classesIn(expression, checker, compiler)].flatMap((declaration) => {
        const name = nameOf(declaration, compiler);
        const file = relative(declaration.getSourceFile().fileName);
        return name === undefined ? [] : [{ file, name }];
      });
      // The same words in one class may be about several places.
      const before = answers.get(question.key)?.classes ?? [];
      const isNew = (one: (typeof found)[0]) =>
        !before.some(({ file, name }) => one.file === file && one.name === name);
      answers.set(question.key, { classes: [...before, ...found.filter(isNew)] });
    }
  }
  return { answers, files };
}

function tsconfigOf(file: string, { ts }: Compiler): string | undefined {
  return ts.findConfigFile(path.posix.dirname(file), (name) => ts.sys.fileExists(name));
}

/** The expression that stands exactly there; of a function that is called, the call. */
function expressionAt(
  source: ts.SourceFile,
  range: TypeQuestion["range"],
  { ts }: Compiler,
): ts.Expression | undefined {
  const start = positionOf(source, range.line, range.column);
  const end = positionOf(source, range.endLine, range.endColumn);
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (node.getStart(source) === start && node.end === end && ts.isExpression(node)) return node;
    if (node.pos > start || node.end < end) return undefined;
    return ts.forEachChild(node, visit);
  };
  const found = visit(source) as ts.Expression | undefined;
  if (found && ts.isCallExpression(found.parent) && found.parent.expression === found) return found.parent;
  return found;
}

function positionOf(source: ts.SourceFile, line: number, column: number): number {
  const starts = source.getLineStarts();
  return (starts[line - 1] ?? source.end) + column - 1;
}

/** As the analyzer names what the top level declares, namespaces included; `undefined` for what is inside a function. */
function nameOf(declaration: ts.ClassLikeDeclaration, { ts }: Compiler): string | undefined {
  const named = declaration.parent;
  const own = ts.isVariableDeclaration(named) && ts.isIdentifier(named.name) ? named.name.text : declaration.name?.text;
  const isDefault = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  const names = [own ?? (isDefault ? "default" : undefined)];
  let node: ts.Node = declaration.parent;
  for (; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node)) names.unshift(node.name.text);
    else if (ts.isFunctionLike(node) || ts.isClassLike(node)) return undefined;
  }
  return names.includes(undefined) ? undefined : names.join(".");
}
