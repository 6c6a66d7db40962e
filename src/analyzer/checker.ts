import { parentPort, workerData } from "node:worker_threads";
import { answerQuestions } from "./types/answer-questions.ts";
import { loadCompiler } from "./types/load-compiler.ts";
import type { TypeJob } from "./types/type-question.ts";

// The worker thread that is the type checker: answers the questions that it is started with, and ends.

// Our own compiler is a CommonJS package, which asks for this while it is loaded; in a bundle it is part of a module.
Object.assign(globalThis, { __filename: import.meta.filename, __dirname: import.meta.dirname });

const { request, compilers } = workerData as TypeJob;
parentPort?.postMessage(answerQuestions(request, await loadCompiler(compilers)), []);
