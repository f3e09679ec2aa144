import { paneTextsOf } from "../../src/i18n/pane-texts";
import { LOCALES } from "../../src/ui/model/settings";
import { enPane } from "../../src/i18n/en-US/pane";
import { zhPane } from "../../src/i18n/zh-CN/pane";
import { COLUMN_ROLES } from "../../src/core/recognize/table";
import { zhFindings } from "../../src/i18n/zh-CN/findings";

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort();

describe("PN-7 the pane's words", () => {
  test("PN-7 both languages say the same things about the same parameters", () => {
    for (const [key, text] of Object.entries(zhPane)) expect([key, placeholders(enPane[key as keyof typeof zhPane])]).toEqual([key, placeholders(text)]);
  });
  test.each(LOCALES)("PN-7 roles, rules and errors have words in %s", (locale) => {
    const texts = paneTextsOf(locale);
    for (const role of COLUMN_ROLES) expect(texts.sentence(`recognition.role.${role}`)).not.toContain("recognition.");
    for (const code of [...Object.keys(zhFindings), "score.entry-missing", "record.damaged", "archive.unchanged", "unheard-of"]) expect(texts.findingName(code)).not.toContain(".");
    for (const code of ["internal", "cancelled", "preview.outdated", "not-recognized", "undo.changed-since"]) expect(texts.sentence(code)).not.toBe(code);
  });
  test("PN-7 numbers and times as the language writes them", () => {
    expect(paneTextsOf("zh-CN").count(12345)).toBe("12,345");
    expect(paneTextsOf("zh-CN").time("2026-10-08T09:00:00+08:00")).toMatch(/2026年10月[78]日/);
    expect(paneTextsOf("en-US").time("not a time")).toBe("not a time");
  });
});
