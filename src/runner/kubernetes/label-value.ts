/** In the letters that the value of a label may have. */
export function labelValue(text: string): string {
  return text
    .replaceAll(/[^\w.-]+/g, "-")
    .slice(0, 63)
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}
