// Each test breaks one thing in the manifest and expects it to be named, with its rule. Run by `npm test` (node --test).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { checkManifest } from "./addin/check-manifest.mjs";
import { folderReader } from "./addin/folder-reader.mjs";
import { root } from "./setup.mjs";

const manifest = readFileSync(path.join(root, "manifest.xml"), "utf8");
const readFile = folderReader(root);
const published = manifest.replaceAll("https://localhost:3000/", "https://addin.example.gov.cn/twinscore/");
/** As packaged: the pages are there too. */
const readPackage = (name) => (/^(excel|index)\.html$/.test(name) ? Buffer.from("page") : readFile(name));

const check = (xml, options = {}) => checkManifest(xml, { readFile, production: false, ...options });
const checkPublished = (xml) => check(xml, { production: true, readFile: readPackage });

test("the manifest of this repository is fine, and so is a published one", () => {
  assert.deepEqual(check(manifest), []);
  assert.deepEqual(checkPublished(published), []);
});

test("AD-7: the manifest is whole without VersionOverrides", () => {
  assert.deepEqual(check(manifest.replace(/<VersionOverrides[\s\S]*<\/VersionOverrides>/, "")), []);
});

/** Replaces exactly one place. */
function broken(pattern, replacement, xml = manifest) {
  const changed = xml.replace(pattern, replacement);
  assert.notEqual(changed, xml, `nothing to break: ${pattern}`);
  return changed;
}

const move = (element, before) => (xml) => {
  const [text] = xml.match(element);
  return xml.replace(text, "").replace(before, text + before);
};

const cases = [
  ["AD-1", "a tag that is not closed", broken("</OfficeApp>", ""), /well-formed/],
  ["AD-1", "another root", broken(/OfficeApp/g, "OfficeAddin"), /root/],
  ["AD-1", "a content add-in", broken('xsi:type="TaskPaneApp"', 'xsi:type="ContentApp"'), /TaskPaneApp/],
  ["AD-1", "the wrong namespace of the overrides", broken('VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides"', 'VersionOverrides xmlns="http://schemas.microsoft.com/office/mailappversionoverrides"'), /namespace/],
  ["AD-1", "an element in the wrong place", move(/ {2}<ProviderName>.*\n/, "  <Id>")(manifest), /must stand before/],
  ["AD-1", "a label before its group", move(/ {14}<Label resid="Tab.Label"\/>\n/, '              <Group id="TwinScore.Steps">')(manifest), /must stand before/],
  ["AD-1", "a missing element", broken(/ {2}<Description[\s\S]*?<\/Description>\n/, ""), /at least 1/],
  ["AD-1", "an element twice", broken("<ProviderName>", "<ProviderName>A</ProviderName><ProviderName>"), /only 1/],
  ["AD-1", "an element that nobody knows", broken("<Hosts>\n    <Host N", "<Color>blue</Color>\n  <Hosts>\n    <Host N"), /not known/],
  ["AD-1", "a missing attribute", broken(' resid="Group.Label"', ""), /has no resid/],
  ["AD-1", "an icon in two sizes only", broken(/(<Icon>\s*<bt:Image.*\s*<bt:Image.*)[\s\S]*?<\/Icon>/, "$1</Icon>"), /at least 3/],
  ["AD-1", "text between elements", broken("<Hosts>", "<Hosts>Excel"), /holds text/],
  ["AD-2", "an id that is no GUID", broken(/<Id>.*</, "<Id>twinscore<"), /GUID/],
  ["AD-2", "a version of three numbers", broken("<Version>1.0.0.0<", "<Version>1.0.0<"), /four numbers/],
  ["AD-2", "a version below 1", broken("<Version>1.0.0.0<", "<Version>0.1.0.0<"), /four numbers/],
  ["AD-2", "two buttons of one id", broken('id="TwinScore.Check"', 'id="TwinScore.Score"'), /taken/],
  ["AD-3", "an address without HTTPS", broken('"https://localhost:3000/assets/icon-32.png"/>', '"http://localhost:3000/assets/icon-32.png"/>'), /HTTPS/],
  ["AD-3", "an address that is none", broken('SourceLocation DefaultValue="https://localhost:3000/excel.html"', 'SourceLocation DefaultValue="excel.html"'), /full address/],
  ["AD-3", "an address elsewhere", broken('"Start.Url" DefaultValue="https://localhost:3000/', '"Start.Url" DefaultValue="https://example.org/'), /not below/],
  ["AD-4", "a picture that is not there", broken("assets/score-24.png", "assets/score-25.png"), /no file/],
  ["AD-4", "a picture of another size", broken("assets/score-24.png", "assets/score-20.png"), /20 × 20/],
  ["AD-4", "a picture that is no PNG", broken("assets/score-24.png", "assets/score.svg"), /no PNG/],
  ["AD-4", "a missing size", broken(/ {8}<bt:Image id="Icon.check.48".*\n/, "", broken(/ *<bt:Image size="48" resid="Icon.check.48"\/>\n/, "")), /48/],
  ["AD-4", "the add-in's own picture in another size", broken("HighResolutionIconUrl DefaultValue=\"https://localhost:3000/assets/icon-64.png\"", "HighResolutionIconUrl DefaultValue=\"https://localhost:3000/assets/icon-80.png\""), /not 64/],
  ["AD-5", "a resid that is not defined", broken('Label resid="Step.check.Label"', 'Label resid="Step.check.Lable"'), /not defined/],
  ["AD-5", "a resid of another kind", broken('Label resid="Step.check.Label"', 'Label resid="Step.check.Text"'), /of kind Long/],
  ["AD-5", "an id that is too long", broken(/Step\.check\.Label/g, "Step.check.Label.of.the.third.button"), /32/],
  ["AD-5", "a resource that is used nowhere", broken("<bt:ShortStrings>", '<bt:ShortStrings><bt:String id="Unused" DefaultValue="多余"><bt:Override Locale="en-US" Value="x"/></bt:String>'), /nowhere/],
  ["AD-5", "a resource twice", broken("<bt:ShortStrings>", '<bt:ShortStrings><bt:String id="Tab.Label" DefaultValue="双绩"><bt:Override Locale="en-US" Value="x"/></bt:String>'), /twice/],
  ["AD-6", "another default language", broken("<DefaultLocale>zh-CN<", "<DefaultLocale>en-US<"), /default language/],
  ["AD-6", "a text without English", broken(/(id="Tab.Label".*)\s*<bt:Override.*/, "$1"), /en-US/],
  ["AD-6", "a text in a third language", broken(/( id="Tab.Label".*)/, '$1<bt:Override Locale="fr-FR" Value="x"/>'), /no language/],
  ["AD-6", "a text too long", broken(/id="Step.check.Text" DefaultValue="/, `$&${"很".repeat(250)}`), /250/],
  ["AD-6", "a default text in English", broken('DisplayName DefaultValue="双绩"', 'DisplayName DefaultValue="TwinScore"'), /Chinese/],
  ["AD-7", "a higher requirement", broken('Name="ExcelApi" MinVersion="1.1"', 'Name="ExcelApi" MinVersion="1.14"'), /1\.14/],
  ["AD-7", "a requirement by default", broken(/DefaultMinVersion="1.1">(\s*)<Set Name="ExcelApi" MinVersion="1.1"/, 'DefaultMinVersion="1.9">$1<Set Name="ExcelApi"'), /1\.9/],
  ["AD-7", "another program", broken('<Host Name="Workbook"/>', '<Host Name="Document"/>'), /Workbook alone/],
  ["AD-7", "a lesser permission", broken("ReadWriteDocument", "ReadDocument"), /ReadDocument/],
  ["AD-8", "two steps exchanged", broken('excel.html?step=score"', 'excel.html?step=archive"'), /buttons open/],
  ["AD-8", "a pane of its own for a step", broken("<TaskpaneId>TwinScore.Pane<", "<TaskpaneId>TwinScore.Other<"), /same pane/],
];

for (const [rule, name, xml, message] of cases) {
  test(`${rule}: ${name} is named`, () => {
    const problems = check(xml);
    const told = problems.map((problem) => `${problem.line} ${problem.rule} ${problem.text}`).join("\n");
    assert.ok(problems.some((problem) => problem.rule === rule && message.test(problem.text)), told || "nothing was named");
  });
}

test("AD-3: published, no address is one of this computer, and every page is in the package", () => {
  assert.ok(checkPublished(manifest).every(({ rule }) => rule === "AD-3"));
  assert.match(checkPublished(manifest)[0].text, /this computer/);
  assert.match(check(published, { production: true, readFile }).find(({ rule }) => rule === "AD-3").text, /not in the package/);
});

test("the line is that of the element", () => {
  const line = manifest.split("\n").findIndex((text) => text.includes("<Id>")) + 1;
  assert.deepEqual(
    check(broken(/<Id>.*</, "<Id>x<")).map((problem) => problem.line),
    [line],
  );
});
