import { readFileSync } from "node:fs";
import path from "node:path";
import { SESSION_STEPS } from "../../src/app/session/session";
import { paneTextsOf } from "../../src/i18n/pane-texts";

const manifest = readFileSync(path.resolve(__dirname, "../../manifest.xml"), "utf8");

/** A text of the manifest in both languages. */
function text(id: string): readonly [string | undefined, string | undefined] {
  const [, chinese, english] = new RegExp(`<bt:String id="${id.replaceAll(".", "\\.")}" DefaultValue="([^"]*)">\\s*<bt:Override Locale="en-US" Value="([^"]*)"`).exec(manifest) ?? [];
  return [chinese, english];
}

test.each(SESSION_STEPS)("AD-8 the ribbon calls the step %s what the pane calls it", (step) => {
  const [chinese, english] = [paneTextsOf("zh-CN"), paneTextsOf("en-US")];
  expect(text(`Step.${step}.Label`)).toEqual([chinese.say(`step.${step}`), english.say(`step.${step}`)]);
  expect(text(`Step.${step}.Text`)).toEqual([chinese.say(`step.intro.${step}`), english.say(`step.intro.${step}`)]);
});
