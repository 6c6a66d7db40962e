// Makes the world around the pipeline, the same one each time: the production database that it reads from.
//
//   node make-data.ts [--small]
//
// Production holds every day from 2026-09-01 to 2026-11-20: three regions, ten products and 200,000 order lines; with
// --small 8,000, for tests. Some lines are returns, and on a few days the shops were closed.
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { Temporal } from "pipewright";
import { PRODUCTION } from "./systems.ts";

const FIRST_DAY = Temporal.PlainDate.from("2026-09-01");
const LAST_DAY = Temporal.PlainDate.from("2026-11-20");
const CLOSED = ["2026-10-03", "2026-11-01", "2026-11-15"];

const REGIONS = ["North", "South", "West"];
const PRODUCTS: readonly (readonly [name: string, priceCents: number])[] = [
  ["Ball valve", 1290],
  ["Basin tap", 6450],
  ["Boiler pump", 18_900],
  ["Copper pipe", 2175],
  ["Drain trap", 845],
  ["Elbow joint", 95],
  ["Pipe wrench", 3480],
  ["Radiator", 12_400],
  ["Thermostat", 5990],
  ["Thread tape", 150],
];

const COLUMNS = ["id", "order_id", "sold_on", "sold_at", "region", "product_id", "quantity", "price_cents"];
const TABLES = [
  "DROP TABLE IF EXISTS order_lines",
  "DROP TABLE IF EXISTS products",
  "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
  `CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, sold_on TEXT NOT NULL, sold_at TEXT NOT NULL, region TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES products, quantity INTEGER NOT NULL, price_cents INTEGER NOT NULL
  )`,
  "CREATE INDEX lines_by_day ON order_lines (sold_on)",
];

const { values: options } = parseArgs({ options: { small: { type: "boolean", default: false } } });

process.chdir(import.meta.dirname);
const made = await makeProduction(options.small ? 8000 : 200_000);
console.log(`${PRODUCTION.address}: ${made.toLocaleString("en")} order lines`);

/** In one transaction: a database that has sales has all of them. */
function makeProduction(lines: number): Promise<number> {
  return PRODUCTION.transaction(async (production) => {
    for (const statement of TABLES) await production.run(statement);
    const products = PRODUCTS.map(([name], id) => [id, name]);
    await production.insert("products", ["id", "name"], Readable.from(products));
    return production.insert("order_lines", COLUMNS, Readable.from(orderLines(lines)));
  });
}

function* orderLines(lines: number): Generator<readonly unknown[]> {
  const random = seededRandom(20261120);
  let order = 0;
  let id = 0;
  for (const [day, count] of linesByDay(lines)) {
    let region = REGIONS[0];
    for (let line = 0; line < count; line++) {
      if (line === 0 || random() < 0.4) {
        order++;
        region = REGIONS[Math.floor(random() ** 1.5 * REGIONS.length)];
      }
      const product = Math.floor(random() ** 1.3 * PRODUCTS.length);
      const [, price] = PRODUCTS[product] as (typeof PRODUCTS)[number];
      const soldAt = `${day} ${timeOfDay(8 + (12 * line) / count)}`; // open from 8 to 20
      const amount = 1 + Math.floor(random() ** 3 * 8);
      const quantity = random() < 0.04 ? -1 : amount;
      const discounted = random() < 0.1 ? Math.round(price * 0.9) : price;
      yield [++id, order, day, soldAt, region, product, quantity, discounted];
    }
  }
}

/** Spreads the lines over the days: more towards Christmas, twice as many on Saturdays, none where it was closed. */
function linesByDay(lines: number): Map<string, number> {
  const weights = new Map<string, number>();
  for (let day = FIRST_DAY; Temporal.PlainDate.compare(day, LAST_DAY) <= 0; day = day.add({ days: 1 })) {
    const trend = 1 + day.since(FIRST_DAY).days / 100;
    const open = CLOSED.includes(day.toString()) ? 0 : 1;
    weights.set(day.toString(), open * trend * (day.dayOfWeek === 6 ? 2 : 1));
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight);
  let share = 0;
  let given = 0;
  for (const [day, weight] of weights) {
    share += weight;
    const upTo = Math.round((lines * share) / total);
    weights.set(day, upTo - given);
    given = upTo;
  }
  return weights;
}

function timeOfDay(hours: number): string {
  return new Date(hours * 3_600_000).toISOString().slice("1970-01-01T".length, "1970-01-01T08:00:00".length);
}

/** Numbers from 0 up to 1, the same ones for the same seed: the "minimal standard" generator of Park and Miller. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
