import { existsSync } from "node:fs";
import path from "node:path";
import {
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

interface Options extends ParameterOptions {
  /** Makes a relative path absolute, from the working folder: the project's, while Pipewright runs the task. */
  readonly absolute?: boolean;
  /** Refuses a path where there is no file or folder. */
  readonly exists?: boolean;
}

/**
 * The path of a file or a folder, as text.
 *
 * @param options `absolute: true` makes a relative path absolute, `exists: true` refuses one where nothing is
 * @example Task.with({ inbox: PathParameter({ exists: true }) })
 */
export function PathParameter(options: Options & DefaultOption<string>): ParameterWithDefault<string>;
export function PathParameter(options?: Options): Parameter<string>;
export function PathParameter(options: Options = {}): Parameter<string> {
  const parse = (text: string) => {
    if (text === "" || text.includes("\0")) throw new Error(`"${text}" is not a path`);
    if (options.exists && !existsSync(text)) throw new Error(`there is no file or folder "${text}"`);
    return options.absolute ? path.resolve(text) : text;
  };
  const expected = `the path of ${options.exists ? "an existing" : "a"} file or folder`;
  return defineParameter({ type: "path", expected, parse, format: (value) => value }, options);
}
