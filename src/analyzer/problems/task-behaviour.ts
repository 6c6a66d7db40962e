import type { MemberBehaviour, UnsteadyUse } from "../facts/behaviour-facts.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { LinkedClass } from "../linking/meaning.ts";
import { own } from "../linking/own.ts";

/** A member and the class that declares it. */
export interface OwnedMember {
  readonly owner: LinkedClass;
  readonly member: MemberBehaviour;
}

/** What the answer of a member depends on. */
export interface Dependence {
  /** The parameters that it reads, itself or by way of other members. */
  readonly parameters: ReadonlySet<string>;
  /** There may be more than is seen. */
  readonly open: boolean;
  readonly unsteady: readonly { readonly file: string; readonly use: UnsteadyUse }[];
}

/** The library's own members that tell nothing of a task's parameters. */
const NEUTRAL: ReadonlySet<string> = new Set(["family", "constructor", "log"]);

/**
 * A member of a class or of those that it extends; not one of the library's.
 *
 * @param above a class of the lineage: only those that it extends are asked, as `super` does
 */
export function memberNamed(
  linked: LinkedClass,
  name: string,
  hierarchy: ClassHierarchy,
  above?: LinkedClass,
): OwnedMember | undefined {
  const { classes } = hierarchy.lineageOf(linked);
  const from = above === undefined ? 0 : classes.indexOf(above) + 1;
  for (const owner of classes.slice(from)) {
    const member = own(owner.facts.behaviour?.members, name);
    if (member) return { owner, member };
  }
  return undefined;
}

/** Follows what a member reads through the members of the task. */
export function dependenceOf({ linked, task }: LinkedTask, start: OwnedMember, hierarchy: ClassHierarchy): Dependence {
  const known = new Set(task.parameters.map(({ name }) => name));
  const parameters = new Set<string>();
  const unsteady: { file: string; use: UnsteadyUse }[] = [];
  const visited = new Set<MemberBehaviour>();
  let open = false;

  const visit = ({ owner, member }: OwnedMember): void => {
    if (visited.has(member)) return;
    visited.add(member);
    open ||= member.open ?? false;
    for (const use of member.unsteady ?? []) unsteady.push({ file: owner.file, use });
    for (const path of member.uses) {
      const [root, name = ""] = path.split(".");
      if (known.has(name)) parameters.add(name);
      else follow(name, root === "super" ? owner : undefined);
    }
  };
  const follow = (name: string, above: LinkedClass | undefined) => {
    const next = memberNamed(linked, name, hierarchy, above);
    if (next) visit(next);
    // What the library's own `super.output()` answers is nothing.
    else if (above === undefined && !NEUTRAL.has(name)) open = true;
  };
  visit(start);
  return { parameters, open, unsteady };
}
