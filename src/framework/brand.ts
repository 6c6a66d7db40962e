/**
 * Marks every task, so that tasks of two copies of this library (the project's own and the one bundled with the
 * editor) know each other: nothing tests `instanceof`. As a property's name it also makes the type nominal: only what
 * extends {@link Task} has it.
 */
export const TASK: unique symbol = Symbol.for("pipewright.task") as never;

/** Marks what is a file on this machine's disk, which can be looked at and moved by its path. */
export const LOCAL_FILE: unique symbol = Symbol.for("pipewright.localFile") as never;
