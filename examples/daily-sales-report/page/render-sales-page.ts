import type { Temporal } from "pipewright";
import { drawSalesChart } from "./draw-sales-chart.ts";
import type { Sales } from "./sales.ts";
import { STYLE } from "./style.ts";

/** Writes a day's sales as a page that needs nothing but a browser. */
export async function renderSalesPage(date: Temporal.PlainDate, sales: readonly Sales[]): Promise<string> {
  const title = `Sales of ${LONG_DATE.format(new Date(date.toString()))}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<body>
<nav>${linkTo(date.subtract({ days: 1 }), "←")} ${linkTo(date.add({ days: 1 }), "→")}</nav>
<h1>${title}</h1>
${sales.length === 0 ? "<p>Nothing was sold on this day.</p>" : await renderSales(sales)}
</body>
</html>
`;
}

async function renderSales(sales: readonly Sales[]): Promise<string> {
  return `
<dl>
  ${figure("Revenue", euros(sum(sales, "revenue")))}
  ${figure("Sold", count(sum(sales, "sold")))}
  ${figure("Returned", count(sum(sales, "returned")))}
</dl>
<figure>${await drawSalesChart(sales)}</figure>
<table>
  <thead><tr><th>Region<th>Product<th>Sold<th>Returned<th>Revenue</tr></thead>
  <tbody>${sales.map(renderRow).join("")}
  </tbody>
</table>`;
}

function renderRow({ region, product, sold, returned, revenue }: Sales): string {
  return `
    <tr><td>${escape(region)}<td>${escape(product)}<td>${count(sold)}<td>${count(returned)}<td>${euros(revenue)}</tr>`;
}

function figure(name: string, value: string): string {
  return `<div><dt>${name}<dd>${value}</div>`;
}

function linkTo(date: Temporal.PlainDate, arrow: string): string {
  return `<a href="${date}.html" title="${date}">${arrow}</a>`;
}

function sum(sales: readonly Sales[], what: "revenue" | "sold" | "returned"): number {
  return sales.reduce((total, one) => total + one[what], 0);
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function euros(value: number): string {
  return value.toLocaleString("en", { style: "currency", currency: "EUR" });
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

const LONG_DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
