import type { EdgeConfidence, TaskEdge, TaskKind } from "../../src/protocol/task-index.ts";

/** What is drawn: classes, folded groups of them, or the tasks of a plan. */
export interface GraphNode {
  readonly id: string;
  readonly title: string;
  /** The second line: parameters, or what is in a group. */
  readonly detail: string;
  readonly kind: TaskKind | "group";
  /** The class that it is or that it is a task of; absent for a group. */
  readonly family?: string;
  readonly tooltip: string;
  readonly size: Size;
  /** How many nodes stand above and below it that are not drawn. */
  readonly hidden?: { readonly requires: number; readonly requiredBy: number };
  /** Why the file that it is in can not be read: it is shown as it was when that last could be. */
  readonly broken?: string;
  /** The families that are folded into it. */
  readonly members?: readonly string[];
}

/** Runs from what requires to what is required. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly confidence: EdgeConfidence;
  /** It closes a circle. */
  readonly isCycle: boolean;
  /** How many edges are bundled in it. */
  readonly count: number;
  /** Only runs have shown it: the source tells nothing of it. */
  readonly isObserved?: boolean;
  /** Runs went without it, or without one that is bundled in it, though the source says that it is always there. */
  readonly isDoubted?: boolean;
  /** The edges of classes that are bundled in it; none in a plan. */
  readonly parts?: readonly TaskEdge[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `x` and `y` are the upper left corner. */
export interface Box extends Size, Point {}

/** Which way the data goes: to the right or down. */
export type Flow = "right" | "down";

/** What a layout is made of: all that it depends on. */
export interface LayoutInput {
  readonly flow: Flow;
  readonly nodes: readonly (readonly [id: string, width: number, height: number])[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

export interface GraphLayout extends Size {
  readonly flow: Flow;
  readonly nodes: Readonly<Record<string, Box>>;
  /** In the order of the input's edges, from the required to the requiring: the way that the data goes. */
  readonly paths: readonly (readonly Point[])[];
}

/** Besides what it was made of: {@link LayoutInput}. */
export interface PackedLayout extends Size {
  /** The upper left corner of each node, in the input's order: x, y, x, y … */
  readonly corners: readonly number[];
  /** Where an edge that is not straight goes: its place in the input's order, and then x, y, x, y … */
  readonly bends: readonly (readonly number[])[];
}
