import { parseSettings } from "../../src/ui/model/settings";

describe("PN-4 settings", () => {
  test("PN-4 the browser's language decides the first time", () => {
    expect(parseSettings(null, "en-GB").locale).toBe("en-US");
    expect(parseSettings(null, "zh-CN").locale).toBe("zh-CN");
    expect(parseSettings(null, "fr").locale).toBe("zh-CN");
  });
  test("PN-4 what another page wrote is taken, what is missing or unknown is the default", () => {
    expect(parseSettings('{"locale":"en-US","theme":"dark"}', "zh-CN")).toEqual({ locale: "en-US", theme: "dark", guideSeen: false });
    expect(parseSettings('{"theme":"sepia","guideSeen":true}', "en-US")).toEqual({ locale: "en-US", theme: "system", guideSeen: true });
  });
  test.each(["", "{", "null", "[]", '"dark"', "12"])("PN-4 unreadable settings are the defaults: %s", (text) => {
    expect(parseSettings(text, "zh-CN")).toEqual({ locale: "zh-CN", theme: "system", guideSeen: false });
  });
});
