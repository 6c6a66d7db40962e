import type { SourceRange } from "../../protocol/task-index.ts";
import type { NamePath } from "../facts/file-facts.ts";

/** An expression that is required, of which syntax does not tell which classes it may be. */
export interface TypeQuestion {
  /** What the answer is kept under: it does not change when lines above are added. */
  readonly key: string;
  readonly file: string;
  readonly range: SourceRange;
}

/** The classes that an expression may be instances of. Whether they are tasks is not asked. */
export interface TypeAnswer {
  readonly classes: readonly { readonly file: string; readonly name: NamePath }[];
}

/** By the questions' keys. */
export type TypeAnswers = ReadonlyMap<string, TypeAnswer>;

/** A batch of questions about one state of a project's files. */
export interface TypeRequest {
  readonly root: string;
  readonly questions: readonly TypeQuestion[];
  /** Unsaved texts, by file. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the checker's thread is given. */
export interface TypeJob {
  readonly request: TypeRequest;
  /** The modules that the checker may be loaded from, best first. */
  readonly compilers: readonly string[];
}

/** What is found out, and the project's files that it depends on. */
export interface TypeReply {
  readonly answers: TypeAnswers;
  readonly files: ReadonlySet<string>;
}

/** Asks the type checker. It rejects when the signal ends the asking, or the checker can not be had. */
export type AskTypes = (request: TypeRequest, signal: AbortSignal) => Promise<TypeReply>;
