import { strFromU8, strToU8, unzipSync } from "fflate";
import { cellsOf } from "./excelize";
import { convert, describeWithLibreOffice, recalculate, recalculateMany, withoutCachedValues } from "./libreoffice";
import { packageOf, rowsXml } from "./smallest-package";

/** Every formula's cached value is a lie; the numbers without a formula are not. */
const LYING = packageOf(
  rowsXml(
    '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><v>3</v></c><c r="C1"><f>A1+B1</f><v>99</v></c>' +
      '<c r="D1" t="str"><f>A1&amp;"分"</f><v>wrong</v></c><c r="E1" t="b"><f>A1&gt;B1</f><v>1</v></c>' +
      '<c r="F1" t="e"><f>A1*10</f><v>#DIV/0!</v></c><c r="G1" t="inlineStr"><is><t>plain</t></is></c></row>' +
      '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">A1*2</f><v>7</v></c><c r="B2"><f>IF(A1&gt;0,"","x")</f><v>5</v></c></row>' +
      '<row r="3"><c r="A3"><f t="shared" si="0"/><v>7</v></c><c r="B3"><f t="array" ref="B3">SUM(A1:B1*A1:B1)</f><v>7</v></c></row>',
  ),
);

const sheetXmlOf = (bytes: Uint8Array): string => strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] ?? new Uint8Array());

describe("withoutCachedValues", () => {
  test("takes the values of formula cells and of no other", () => {
    const xml = sheetXmlOf(withoutCachedValues(LYING));
    expect(xml.match(/<v>[^<]*<\/v>/g)).toEqual(["<v>2</v>", "<v>3</v>"]);
    expect(xml).toContain("<is><t>plain</t></is>");
    expect(xml.match(/<f[\s>/]/g)).toHaveLength(8);
    expect(xml).toContain('<c r="D1"><f>');
  });

  test("knows prefixed elements and leaves the given bytes alone", () => {
    const prefixed = packageOf('<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:f>1+1</x:f><x:v>3</x:v></x:c><x:c r="B1"/><x:c r="C1"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>');
    const before = sheetXmlOf(prefixed);
    const xml = sheetXmlOf(withoutCachedValues(prefixed));
    expect(xml).toContain('<x:c r="A1"><x:f>1+1</x:f></x:c><x:c r="B1"/><x:c r="C1"><x:v>4</x:v></x:c>');
    expect(sheetXmlOf(prefixed)).toBe(before);
  });
});

describeWithLibreOffice("LibreOffice as a second opinion", () => {
  jest.setTimeout(120_000);

  test("recalculates wrong cached values of every kind", async () => {
    const cells = (await cellsOf(await recalculate(LYING))).get("S");
    const value = (address: string) => cells?.get(address)?.value;
    expect([value("C1"), value("D1"), value("E1"), value("F1"), value("A2"), value("A3"), value("B3")]).toEqual([5, "2分", false, 20, 4, 8, 13]);
    expect(value("B2") ?? "").toBe("");
    expect(value("G1")).toBe("plain");
  });

  test("would have kept the wrong values of a package whose cache was left in place", async () => {
    const cells = (await cellsOf(await convert(LYING, "xlsx", "xlsx"))).get("S");
    expect(cells?.get("C1")?.value).toBe(99);
  });

  test("converts many files in one run, in order, and names the one it cannot read", async () => {
    const numbered = [1, 2, 3].map((n) => packageOf(rowsXml(`<row r="1"><c r="A1"><f>${n}*10</f></c></row>`)));
    const results = await recalculateMany(numbered);
    const values = await Promise.all(results.map(async (bytes) => (await cellsOf(bytes)).get("S")?.get("A1")?.value));
    expect(values).toEqual([10, 20, 30]);
  });

  test("reads other formats", async () => {
    const xlsx = await convert(strToU8("1,2\n3,4\n"), "csv", "xlsx");
    const [sheet] = [...(await cellsOf(xlsx)).values()];
    expect(sheet?.get("B2")?.value).toBe(4);
  });
});
