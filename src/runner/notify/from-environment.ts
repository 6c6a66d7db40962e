import { NotSent } from "./not-sent.ts";

/**
 * A setting's text, or the variable of the environment that it names as `$NAME`: secrets need not stand in a file.
 *
 * @throws NotSent when there is no such variable
 */
export function fromEnvironment(text: string, environment: NodeJS.ProcessEnv): string {
  const [, name] = /^\$([A-Za-z_]\w*)$/.exec(text) ?? [];
  if (name === undefined) return text;
  const value = environment[name];
  if (value) return value;
  throw new NotSent(`the environment has no ${name}`);
}
