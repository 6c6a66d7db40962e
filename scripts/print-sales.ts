import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import pc from "picocolors";

/** Prints what the regions of the example sold, day by day, from the aggregates in a folder. */
export function printSales(folder: string, from: string, to: string): void {
  const days: string[] = [];
  for (let day = new Date(from); day <= new Date(to); day.setUTCDate(day.getUTCDate() + 1))
    days.push(day.toISOString().slice(0, from.length));

  const revenue = new Map<string, number[]>();
  for (const [index, day] of days.entries()) {
    const rows: Record<string, string>[] = parse(readFileSync(path.join(folder, `${day}.csv`)), { columns: true });
    for (const { region = "", revenue: euros } of rows) {
      const ofRegion = revenue.get(region) ?? days.map(() => 0);
      ofRegion[index] = (ofRegion[index] ?? 0) + Number(euros);
      revenue.set(region, ofRegion);
    }
  }

  const all = days.map((_, index) => sum([...revenue.values()].map((ofRegion) => ofRegion[index] ?? 0)));
  printLine(["€", ...days.map((day) => day.slice("2026-".length)), "total"], pc.dim);
  for (const [region, ofRegion] of revenue) printAmounts(region, ofRegion);
  printAmounts("total", all, pc.bold);
}

function printAmounts(name: string, amounts: readonly number[], style?: (text: string) => string): void {
  const texts = [...amounts, sum(amounts)].map((amount) => amount.toLocaleString("en", { maximumFractionDigits: 0 }));
  printLine([name, ...texts], style);
}

function printLine([first = "", ...others]: readonly string[], style = (text: string) => text): void {
  console.log(style(first.padEnd(8) + others.map((text) => text.padStart(11)).join("")));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
