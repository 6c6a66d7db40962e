/**
 * The flag by which the command line takes a parameter.
 *
 * @example parameterFlag("batchSize") // "--batch-size"; baseURL is --base-url
 */
export function parameterFlag(name: string): string {
  const words = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2");
  return `--${words.toLowerCase()}`;
}
