import { describe, expect, it } from "vitest";
import { analyzerOptions } from "../../../src/extension/model/analyzer-options.ts";

describe("what the analyzer reads", () => {
  it("is every TypeScript file where nothing is configured", () => {
    expect(analyzerOptions("/p", undefined, undefined)).toEqual({
      root: "/p",
      include: ["**/*.ts"],
      exclude: ["**/node_modules/**", "**/dist/**", "**/.pipewright/**", "**/*.d.ts"],
    });
  });

  it("is what the configuration says, which comes before package.json", () => {
    const options = analyzerOptions(
      "/p",
      '{"tasks":["tasks/*.ts"],"exclude":["tasks/old.ts"]}',
      '{"pipewright":{"tasks":["x"]}}',
    );
    expect(options.include).toEqual(["tasks/*.ts"]);
    expect(options.exclude).toContain("tasks/old.ts");
  });

  it("is what package.json says where there is no configuration", () => {
    expect(analyzerOptions("/p", undefined, '{"pipewright":{"tasks":["jobs/*.ts"]}}').include).toEqual(["jobs/*.ts"]);
  });

  it("takes what is no glob for nothing", () => {
    expect(analyzerOptions("/p", '{"tasks":[1,null]}', undefined).include).toEqual(["**/*.ts"]);
  });

  it("is not guessed from a broken configuration", () => {
    expect(() => analyzerOptions("/p", "{", undefined)).toThrow(SyntaxError);
  });
});
