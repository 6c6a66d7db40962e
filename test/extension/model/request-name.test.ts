import { expect, it } from "vitest";
import { requestName } from "../../../src/extension/model/request-name.ts";

it("names what was asked, a range by its ends", () => {
  const range = { over: "date", from: "2026-11-14", to: "2026-11-20" };
  expect(requestName({ family: "LoadSales", params: {}, range })).toBe("LoadSales(date=2026-11-14…2026-11-20)");
  expect(requestName({ family: "LoadSales", params: { shop: "5" }, range: { ...range, from: range.to } })).toBe(
    "LoadSales(date=2026-11-20, shop=5)",
  );
});
