import { textsWith } from "../../src/i18n/texts";

describe.each(["zh-CN", "en-US"] as const)("PN-7 CL-5 sentences about files in %s", (locale) => {
  const { sentence } = textsWith(locale, {});

  test.each(["zip", "xl/worksheets/sheet3.xml", "OLE2", "Workbook", "[Content_Types].xml"])("name no part of a package: %s", (part) => {
    for (const code of ["file.damaged", "file.duplicate-part", "file.unsafe-xml"]) {
      const text = sentence(code, { part });
      expect(text).not.toContain(part);
      expect(text).not.toMatch(/[{}()（）]/);
    }
  });

  test.each([
    ["file", 128 * 1024 * 1024, "128 MB"],
    ["bytes", 128 * 1024 * 1024, "128 MB"],
    ["total", 320 * 1024 * 1024, "320 MB"],
    ["xl/worksheets/sheet1.xml", 160 * 1024 * 1024, "160 MB"],
    ["parts", 20_000, "20,000"],
    ["cells", 5_000_000, "5,000,000"],
  ])("say which limit was passed: %s", (what, limit, said) => {
    const text = sentence("file.too-large", { what, limit });
    expect(text).toContain(said);
    expect(text).not.toMatch(/[{}]|xl\/|bytes/);
  });
});
