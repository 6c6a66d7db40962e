/** `LoadSales(date=2026-11-20)`: a task as people read it. */
export function taskName(task: { readonly family: string; readonly params: Readonly<Record<string, string>> }): string {
  const values = Object.entries(task.params).map(([name, value]) => `${name}=${value}`);
  return values.length === 0 ? task.family : `${task.family}(${values.join(", ")})`;
}
