import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LocalTarget } from "../../../src/framework/index.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const makeFolder = temporaryFolders();
const fileIn = (name: string) => path.join(makeFolder(), "made", "on", "demand", name);

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function* pieces(...texts: string[]) {
  yield* texts;
}

describe.each(["", ".gz"])("A local target named *%s", (ending) => {
  test("holds a text, and its folder is made for it", async () => {
    const target = new LocalTarget(fileIn(`a.txt${ending}`));
    expect(await target.exists()).toBe(false);
    await target.write("Grüße, 世界\n");
    expect(await target.exists()).toBe(true);
    expect(await target.read()).toBe("Grüße, 世界\n");
  });

  test("holds a text that comes in pieces", async () => {
    const target = new LocalTarget(fileIn(`a.txt${ending}`));
    await target.write(pieces("one\n", "", "two\n"));
    expect(await target.read()).toBe("one\ntwo\n");
    await target.write(["three"]);
    expect(await target.read()).toBe("three");
  });

  test("exists even when nothing is in it", async () => {
    const target = new LocalTarget(fileIn(`a.txt${ending}`));
    await target.write("");
    expect(await target.exists()).toBe(true);
    expect(await target.read()).toBe("");
    expect(await collect(target.lines())).toEqual([]);
  });

  test("holds bytes as they are", async () => {
    const target = new LocalTarget(fileIn(`a.bin${ending}`), { format: "bytes" });
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    await target.write(bytes);
    expect(Buffer.from(await target.read()).equals(bytes)).toBe(true);
  });

  test("holds what JSON can hold", async () => {
    const target = new LocalTarget(fileIn(`a.json${ending}`), { format: "json" });
    for (const value of [{ rows: [1, null, "ü"] }, [], null, "text", 0]) {
      await target.write(value);
      expect(await target.read()).toEqual(value);
    }
  });

  test("holds rows, whatever their texts contain", async () => {
    const target = new LocalTarget(fileIn(`a.csv${ending}`), { format: "csv" });
    const rows = [
      { name: 'a "quoted", text', note: "two\nlines" },
      { name: "", note: " spaces " },
    ];
    await target.write(rows);
    expect(await target.read()).toEqual(rows);
    expect(await collect(target.rows())).toEqual(rows);
  });

  test("gives its lines one by one", async () => {
    const target = new LocalTarget(fileIn(`a.txt${ending}`));
    const long = "ü".repeat(100_000);
    await target.write(`one\r\n\n${long}\nlast`);
    expect(await collect(target.lines())).toEqual(["one", "", long, "last"]);
  });

  test("stops reading when its reader does", async () => {
    const target = new LocalTarget(fileIn(`a.txt${ending}`));
    await target.write("line\n".repeat(1_000_000));
    for await (const line of target.lines()) {
      expect(line).toBe("line");
      break;
    }
    await target.remove();
    expect(await target.exists()).toBe(false);
  });

  test("says which file is missing, however it is read", async () => {
    const target = new LocalTarget(fileIn(`a.csv${ending}`), { format: "csv" });
    await expect(target.read()).rejects.toThrow(`ENOENT: no such file or directory, open '${target.path}'`);
    await expect(collect(target.lines())).rejects.toThrow(target.path);
    await expect(collect(target.rows())).rejects.toThrow(target.path);
  });

  test("removed, it is gone, also when it never was there", async () => {
    const target = new LocalTarget(fileIn(`a.txt${ending}`));
    await target.remove();
    await target.write("x");
    await target.remove();
    expect(await target.exists()).toBe(false);
  });
});

describe("A CSV file", () => {
  test("begins with the names of its first row", async () => {
    const target = new LocalTarget(fileIn("a.csv"), { format: "csv" });
    await target.write([{ region: "north", sold: 12 }]);
    expect(readFileSync(target.path, "utf8")).toBe("region,sold\nnorth,12\n");
  });

  test("begins with the names of its columns, in their order, even without a row", async () => {
    const target = new LocalTarget(fileIn("a.csv"), { format: "csv", columns: ["sold", "region"] });
    await target.write([]);
    expect(readFileSync(target.path, "utf8")).toBe("sold,region\n");
    expect(await target.read()).toEqual([]);
    expect(await collect(target.rows())).toEqual([]);

    await target.write([{ region: "north", sold: 12, unasked: true }]);
    expect(readFileSync(target.path, "utf8")).toBe("sold,region\n12,north\n");
  });

  test("that has a byte order mark is read without it", async () => {
    const target = new LocalTarget(path.join(makeFolder(), "a.csv"), { format: "csv" });
    writeFileSync(target.path, "\ufeffregion\nnorth\n");
    expect(await target.read()).toEqual([{ region: "north" }]);
    expect(await collect(target.rows())).toEqual([{ region: "north" }]);
  });

  test("that is torn is refused, whole or row by row", async () => {
    const target = new LocalTarget(path.join(makeFolder(), "a.csv"), { format: "csv" });
    writeFileSync(target.path, "region,sold\nnorth,12\nsouth\n");
    await expect(target.read()).rejects.toThrow("Invalid Record Length");
    await expect(collect(target.rows())).rejects.toThrow("Invalid Record Length");
  });
});

describe("Compression", () => {
  test("is what the path says, or what was asked", async () => {
    const folder = makeFolder();
    const packed = new LocalTarget(path.join(folder, "a.packed"), { gzip: true });
    await packed.write("x");
    expect(gunzipSync(readFileSync(packed.path)).toString()).toBe("x");

    const plain = new LocalTarget(path.join(folder, "a.gz"), { gzip: false });
    await plain.write("x");
    expect(readFileSync(plain.path, "utf8")).toBe("x");
  });

  test("that breaks off is an error, not a short text", async () => {
    const target = new LocalTarget(path.join(makeFolder(), "a.txt.gz"));
    const whole = gzipSync("line\n".repeat(100_000));
    writeFileSync(target.path, whole.subarray(0, whole.length / 2));
    await expect(target.read()).rejects.toThrow("unexpected end of file");
    await expect(collect(target.lines())).rejects.toThrow("unexpected end of file");
  });
});

test("what JSON can not hold is refused, and nothing is written", async () => {
  const target = new LocalTarget(fileIn("a.json"), { format: "json" });
  await expect(target.write(undefined)).rejects.toThrow("JSON can not hold undefined.");
  expect(await target.exists()).toBe(false);
});

test("an object that is written as text is refused, with what to do instead", async () => {
  const target = new LocalTarget(fileIn("a.json"));
  await expect(target.write({ total: 1 } as never)).rejects.toThrow(
    'not { total: 1 }. To write objects, give the target { format: "json" }',
  );
  expect(await target.exists()).toBe(false);
});

test("rows that are written as text are refused as such, and nothing is left", async () => {
  const target = new LocalTarget(fileIn("a.csv"));
  const rows = [{ product: "radiator" }] as unknown as string[];
  await expect(target.write(rows)).rejects.toThrow("not one of { product: 'radiator' }. To write objects, give");
  expect(await target.exists()).toBe(false);
});

test("a folder is no file that exists", async () => {
  const folder = makeFolder();
  await new LocalTarget(path.join(folder, "a.csv", "part.csv")).write("x");
  expect(readdirSync(folder)).toEqual(["a.csv"]);
});
