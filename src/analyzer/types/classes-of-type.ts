import type { ts } from "../typescript.ts";
import type { Compiler } from "./compiler.ts";
import { LIBRARY_FOLDER } from "./library-folder.ts";

/** Lists of records of lists: deeper than this no requirement is. */
const MAX_DEPTH = 5;
/** An object of more properties is no record of tasks. */
const MAX_PROPERTIES = 200;

/**
 * The classes that values of a type are instances of, or are: those of a union, the elements of lists, maps and
 * promises, the properties of records, what a function gives back.
 */
export function classesOfType(type: ts.Type, checker: ts.TypeChecker, { ts }: Compiler): Set<ts.ClassLikeDeclaration> {
  const found = new Set<ts.ClassLikeDeclaration>();
  const visited = new Set<ts.Type>();

  const visit = (one: ts.Type, depth: number): void => {
    if (depth > MAX_DEPTH || visited.has(one)) return;
    visited.add(one);
    if (one.isUnionOrIntersection()) return visitAll(one.types, depth);
    if (one.flags & ts.TypeFlags.TypeParameter) return visitIfAny(one.getConstraint(), depth);
    const declaration = one.symbol?.valueDeclaration;
    if (declaration && ts.isClassLike(declaration)) {
      found.add(declaration);
      return;
    }
    const { target } = one as ts.TypeReference;
    if (target) return visitAll(checker.getTypeArguments(one as ts.TypeReference), depth + 1);
    for (const signature of one.getCallSignatures()) visit(signature.getReturnType(), depth + 1);
    for (const signature of one.getConstructSignatures()) visit(signature.getReturnType(), depth + 1);
    visitRecord(one, depth);
  };

  const visitAll = (types: readonly ts.Type[], depth: number) => {
    for (const one of types) visit(one, depth);
  };

  const visitIfAny = (one: ts.Type | undefined, depth: number) => {
    if (one) visit(one, depth);
  };

  const visitRecord = (one: ts.Type, depth: number) => {
    if (!(one.flags & ts.TypeFlags.Object) || one.getCallSignatures().length > 0) return;
    visitIfAny(one.getStringIndexType(), depth + 1);
    const properties = checker.getPropertiesOfType(one);
    if (properties.length > MAX_PROPERTIES || isOfLanguage(one)) return;
    for (const property of properties) visit(checker.getTypeOfSymbol(property), depth + 1);
  };

  visit(type, 0);
  return found;
}

/** A date, say: nothing that it has is of the project. */
function isOfLanguage({ symbol }: ts.Type): boolean {
  const [declaration] = symbol?.declarations ?? [];
  return declaration?.getSourceFile().fileName.startsWith(LIBRARY_FOLDER) ?? false;
}
