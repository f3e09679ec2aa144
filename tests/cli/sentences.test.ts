import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { textsOf } from "../../src/i18n/command-line-texts";

const sources = path.resolve(__dirname, "../../src");

/** Codes of errors, findings and notices that the sources name literally, with where they do. */
function codesInSources(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const name of readdirSync(sources, { recursive: true }).map(String)) {
    if (!name.endsWith(".ts") || name.startsWith("i18n")) continue;
    const text = readFileSync(path.join(sources, name), "utf8");
    const literals = [
      ...[...text.matchAll(/\bCodedError\(([^;{]*?)[{)]/g)].flatMap(([, argument = ""]) => [...argument.matchAll(/"([a-z][a-z.-]+)"/g)]),
      ...text.matchAll(/\bcode: "([^"]+)", (?:severity|params)/g),
      ...text.matchAll(/\b(?:finding|tableFinding|sheetFinding|notice|problem)\((?:[\w.]+, )*"([a-z-]+\.[a-z.-]+)"/gi),
    ];
    for (const [, code = ""] of literals) codes.set(code, name);
  }
  return codes;
}

describe("CL-5 CL-8 sentences", () => {
  const codes = codesInSources();

  test("CL-5 codes are found in the sources", () => {
    expect([...codes.keys()]).toEqual(expect.arrayContaining(["file.not-found", "file.damaged", "cell.locked", "archive.not-ranked", "output.is-input", "cancelled", "internal"]));
  });

  test.each(["zh-CN", "en-US"] as const)("CL-5 CL-8 every code has a sentence in %s", (locale) => {
    const { sentence } = textsOf(locale);
    const without = [...codes].filter(([code]) => sentence(code) === code).map(([code, file]) => `${code} (${file})`);
    expect(without).toEqual([]);
  });
});
