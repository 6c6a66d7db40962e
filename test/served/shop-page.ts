import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pipewright } from "../support/command.ts";
import { ServedPage } from "./served-page.ts";

const SHOP = path.join(import.meta.dirname, "shop");

/** Deliveries came from the 1st to the 28th of November 2026, but for the 9th; the sales of the 18th do not add up. */
export async function shopPage(): Promise<ServedPage> {
  const served = await ServedPage.open(SHOP);
  for (const folder of ["delivered", "broken"]) mkdirSync(path.join(served.folder, folder));
  for (let day = 1; day <= 28; day++) {
    const date = `2026-11-${String(day).padStart(2, "0")}`;
    if (day !== 9) writeFileSync(path.join(served.folder, `delivered/${date}.csv`), "order\n");
  }
  writeFileSync(path.join(served.folder, "broken/2026-11-18"), "");
  return served;
}

/** The sixteen days around the two bad ones, as somebody left them in a terminal. */
export async function runShop({ folder }: ServedPage): Promise<void> {
  await pipewright(folder, ["backfill", "Daily", "--from", "2026-11-05", "--to", "2026-11-20"]);
}
