import { parentPort, workerData } from "node:worker_threads";
import type { TypeRequest } from "./types/type-question.ts";

// The worker thread that is the type checker: answers the questions that it is started with, and ends. It is a program of
// its own, so that whoever carries no type checker can leave it out.

// As for the parser, see main.ts.
Object.assign(globalThis, { __filename: import.meta.filename, __dirname: import.meta.dirname });

const { answerQuestions } = await import("./types/answer-questions.ts");
parentPort?.postMessage(answerQuestions(workerData as TypeRequest), []);
