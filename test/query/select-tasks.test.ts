import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "../../src/query/parse-query.ts";
import { selectTasks } from "../../src/query/select-tasks.ts";
import { shop } from "./shop.ts";

const states = new Map([
  ["Sales", new Set(["ran", "failed"])],
  ["SalesReport", new Set(["pending"])],
  ["Archive", new Set(["alreadyComplete"])],
]);

function select(text: string): string[] {
  const parsed = parseQuery(text);
  if ("error" in parsed) throw new Error(parsed.error.message);
  return [...selectTasks(parsed.query, shop, states)];
}

describe("a query chooses", () => {
  test.each([
    ["", ["Orders", "Clicks", "Sales", "SalesReport", "Archive", "All", "Old"]],
    ["Sales", ["Sales"]],
    ["sales", ["Sales"]],
    ["sale", ["Sales", "SalesReport"]],
    ["Sales*", ["Sales", "SalesReport"]],
    ["SR", ["SalesReport"]],
    ["salrep", ["SalesReport"]],
    ["ochv", []],
    ["rchv", ["Archive"]],
    ['"sales"', []],
    ['"Sales"', ["Sales"]],
    ["+SalesReport", ["Orders", "Clicks", "Sales", "SalesReport"]],
    ["1+SalesReport", ["Sales", "SalesReport"]],
    ["Sales+", ["Sales", "SalesReport", "Archive", "All"]],
    ["Sales+1", ["Sales", "SalesReport", "Archive"]],
    ["1+Sales+1", ["Orders", "Clicks", "Sales", "SalesReport", "Archive"]],
    ["+(Archive, Old)", ["Orders", "Clicks", "Sales", "Archive", "Old"]],
    ["0+Sales", ["Sales"]],
    ["+tag:daily", ["Orders", "Clicks", "Sales", "SalesReport"]],
    ["tag:w*", ["Clicks"]],
    ["kind:external", ["Orders", "Clicks"]],
    ["kind:external tag:web", ["Clicks"]],
    ["kind:external and not tag:web", ["Orders"]],
    ["kind:external !tag:web", ["Orders"]],
    ["Old, kind:wrapper", ["All", "Old"]],
    ["Old or kind:external tag:web", ["Clicks", "Old"]],
    ["(Old or kind:external) tag:web", ["Clicks"]],
    ["state:failed", ["Sales"]],
    ["state:complete", ["Sales", "Archive"]],
    ["state:never", ["Orders", "Clicks", "All", "Old"]],
    ["state:never-ran kind:task", ["Old"]],
    ["file:tasks/report", ["SalesReport", "Archive"]],
    ["file:tasks/report/", ["SalesReport", "Archive"]],
    ["file:report.ts", ["SalesReport"]],
    ["file:tasks/*.ts", ["Sales", "All"]],
    ["file:tasks/**/*.ts", ["Orders", "Clicks", "Sales", "SalesReport", "Archive", "All"]],
    ["file:**/r*.ts", ["SalesReport"]],
    ["not +All", ["Archive", "Old"]],
  ])("%s: %j", (text, families) => {
    expect(select(text)).toEqual(families);
  });

  test("nothing by a state that nobody knows", () => {
    const parsed = parseQuery("state:never");
    expect("query" in parsed && [...selectTasks(parsed.query, shop)]).toEqual([]);
  });
});

describe("whatever is asked", () => {
  const atom = fc.constantFrom(
    "Sales",
    "+All",
    "Orders+",
    "tag:daily",
    "kind:task",
    "state:failed",
    "1+Archive",
    "e",
    "file:old.ts",
  );
  const text = fc
    .array(fc.tuple(fc.constantFrom("", "not "), atom, fc.constantFrom(" ", ", ")), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([not, name, sign], index) => `${index === 0 ? "" : sign}${not}${name}`).join(""));

  test("what is not chosen is chosen by the opposite", () => {
    fc.assert(
      fc.property(text, (asked) => {
        const both = [...select(asked), ...select(`not (${asked})`)];
        expect(both.sort()).toEqual(select("").sort());
      }),
    );
  });

  test("and takes what both choose, or what either does", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [select(a), select(b)];
        expect(select(`(${a}) (${b})`)).toEqual(left.filter((family) => right.includes(family)));
        expect(select(`(${a}), (${b})`)).toEqual(
          select("").filter((family) => left.includes(family) || right.includes(family)),
        );
      }),
    );
  });

  test("more steps choose more, and going up and down leads back", () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 3 }), (asked, steps) => {
        expect(select(`${steps + 1}+(${asked})`)).toEqual(expect.arrayContaining(select(`${steps}+(${asked})`)));
        for (const family of select(`+(${asked})`)) {
          expect(select(`"${family}"+`).some((below) => select(asked).includes(below))).toBe(true);
        }
      }),
    );
  });
});
