/**
 * The flag by which the command line takes a parameter.
 *
 * @example parameterFlag("batchSize") // "--batch-size"
 */
export function parameterFlag(name: string): string {
  return `--${name.replaceAll(/(\p{Lu})/gu, "-$1").toLowerCase()}`;
}
