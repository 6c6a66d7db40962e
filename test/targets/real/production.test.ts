// The example as it would be in production, with PostgreSQL as the shop's database and the warehouse and S3 as the backup
// drive: what it makes is what it makes of files beside it, whoever is killed in the middle.
import { afterAll, beforeAll, expect, test } from "vitest";
import { PostgresDatabase } from "../../../src/targets/postgres/index.ts";
import { S3Target } from "../../../src/targets/s3/index.ts";
import { Example, tasksWith } from "../../support/example.ts";
import { POSTGRES_PASSWORD, postgresServer } from "../servers/postgres-server.ts";
import { s3Server } from "../servers/s3-server.ts";

const DAYS = [14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day}`);
const WEEK = ["backfill", "SalesReport", "--from", "2026-11-14", "--to", "2026-11-20"];
const SALES = `
  SELECT CAST(date AS VARCHAR(10)) AS date, order_id, CAST(sold_at AS VARCHAR(40)) AS sold_at, region, product, quantity,
         CAST(price AS VARCHAR(20)) AS price
  FROM sales ORDER BY 1, 2, 3, 4, 5, 6, 7`;
const S3 = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "S3RVER",
  AWS_SECRET_ACCESS_KEY: "S3RVER",
};
/** How many events were told when somebody is killed: drawn once, so that a failure comes again. */
const MOMENTS = process.env["MODE"] === "thorough" ? [9, 14, 21, 27, 33, 40, 48, 55, 62, 70] : [33];

const postgres = await postgresServer();
const s3 = await s3Server();
const databaseAt = (name: string) =>
  `postgres://postgres:${encodeURIComponent(POSTGRES_PASSWORD)}@127.0.0.1:${postgres.port}/${name}`;
const admin = new PostgresDatabase(databaseAt("postgres"));
const embedded = Example.create();

beforeAll(async () => {
  expect((await embedded.run(WEEK)).exitCode).toBe(0);
});
afterAll(async () => {
  embedded.remove();
  await admin.close();
  await postgres.stop();
  await s3.stop();
});

/** A production of its own: databases and a folder of the bucket with nothing in them but the shop's sales. */
class Production {
  readonly example: Example;
  readonly #name: string;

  private constructor(name: string, env: NodeJS.ProcessEnv) {
    this.#name = name;
    this.example = Example.create(env);
  }

  static async create(name: string): Promise<Production> {
    await admin.all(`CREATE DATABASE ${name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`);
    return new Production(name, {
      SALES_DATABASE: databaseAt(name),
      ANALYTICS_DATABASE: databaseAt(name),
      BACKUP: `s3://contract/${name}`,
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3.port}`,
      ...S3,
    });
  }

  async sales(): Promise<unknown[]> {
    const analytics = new PostgresDatabase(databaseAt(this.#name));
    try {
      return await analytics.all(SALES);
    } finally {
      await analytics.close();
    }
  }

  async backups(): Promise<Record<string, string>> {
    const options = {
      endpoint: `http://127.0.0.1:${s3.port}`,
      region: S3.AWS_REGION,
      accessKeyId: S3.AWS_ACCESS_KEY_ID,
      secretAccessKey: S3.AWS_SECRET_ACCESS_KEY,
    };
    const names = DAYS.flatMap((day) => [`${day}.csv`, `${day}.csv.sha256`]);
    const read = async (name: string) =>
      [`backup/${name}`, await new S3Target(`s3://contract/${this.#name}/${name}`, options).read()] as const;
    return Object.fromEntries(await Promise.all(names.map(read)));
  }

  /** Is everything as the embedded form has it? */
  async expectTheSame(): Promise<void> {
    expect({ ...this.example.files(), ...(await this.backups()) }).toEqual(embedded.files());
    expect(await this.sales()).toEqual(await embedded.query(SALES));
  }
}

test("a week in production is the week of the embedded form", async () => {
  const production = await Production.create("undisturbed");
  try {
    const { exitCode, told } = await production.example.run(WEEK);
    expect(exitCode, told).toBe(0);
    await production.expectTheSame();
    expect(tasksWith("ran", (await production.example.run(WEEK)).finished)).toEqual([]);
  } finally {
    production.example.remove();
  }
});

const servers = { PostgreSQL: postgres, "the S3 server": s3 };
const crashes = Object.keys(servers).flatMap((name) => MOMENTS.map((moment) => [name, moment] as const));

test.each(crashes)("%s is killed after %i events and started again: the same totals", async (name, moment) => {
  const server = servers[name as keyof typeof servers];
  const production = await Production.create(`server_${server.port}_${moment}`);
  try {
    const { exitCode } = await production.example.runAndAfter(moment, WEEK, () => server.kill());
    await server.start();
    expect([20, 35]).toContain(exitCode);
    const again = await production.example.run(WEEK);
    expect(again.exitCode, again.told).toBe(0);
    await production.expectTheSame();
  } finally {
    production.example.remove();
  }
});

test.each(MOMENTS)("the runner is killed after %i events: the next one makes the same totals", async (moment) => {
  const production = await Production.create(`runner_${moment}`);
  try {
    await production.example.killAfter(moment, WEEK);
    const again = await production.example.run(WEEK);
    expect(again.exitCode, again.told).toBe(0);
    await production.expectTheSame();
  } finally {
    production.example.remove();
  }
});
