import type { Row } from "pipewright";

/** What a region sold of a product on a day. */
export interface Sales {
  readonly region: string;
  readonly product: string;
  readonly sold: number;
  readonly returned: number;
  /** In euros, returns taken off. */
  readonly revenue: number;
}

/** Reads a row of an aggregate. */
export function readSales({ region = "", product = "", sold, returned, revenue }: Row): Sales {
  return { region, product, sold: Number(sold), returned: Number(returned), revenue: Number(revenue) };
}
