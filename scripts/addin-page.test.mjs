// The page and manifest that are packaged for Excel. Run by `npm test` (node --test).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { addinManifest } from "./addin/addin-manifest.mjs";
import { addinPage, addinPolicy, OFFICE_JS } from "./addin/addin-page.mjs";
import { root } from "./setup.mjs";

const source = readFileSync(path.join(root, "src/taskpane/taskpane.html"), "utf8");
/** As webpack leaves it. */
const built = source.replaceAll(/<%= require\('\.\/(\S+)\.js'\) %>/g, "$1.0123abcd.js").replace("</head>", '<script defer src="taskpane.89abcdef.js"></script></head>');

test("AD-9: the page for Excel is the pane's page with the policy first and Office's script before the bundle", () => {
  const page = addinPage(built, OFFICE_JS.global);
  const places = ["data-host=\"excel\"", "Content-Security-Policy", "<style>", "boot.0123abcd.js", "boot-excel.0123abcd.js", OFFICE_JS.global, "taskpane.89abcdef.js"].map((text) => page.search(text.replaceAll(/[.?]/g, "\\$&")));
  // The policy names the origin of Office's script too, so that only the script's own place counts.
  places[5] = page.indexOf(`src="${OFFICE_JS.global}"`);
  assert.ok(places.every((place) => place >= 0), places.join());
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  assert.equal(page.match(/<script(?![^>]* src=)/g), null, "a script without an address would be refused by the policy");
});

test("AD-9: a page without places for Office's script is refused rather than packaged without it", () => {
  assert.throws(() => addinPage(built.replace("excel: office", "office"), OFFICE_JS.global));
  assert.throws(() => addinPage(built.replace("<!-- excel: policy -->", ""), OFFICE_JS.global));
  assert.throws(() => addinPage('<html lang="zh"><!-- excel: policy --><script defer src="a.js"></script><!-- excel: office b.js --></html>', OFFICE_JS.global));
});

test("AD-10: scripts come from the add-in's own folder and from the origin of Office's script, and nothing can be sent anywhere", () => {
  assert.match(addinPolicy(OFFICE_JS.global), /script-src 'self' https:\/\/appsforoffice\.microsoft\.com;/);
  assert.match(addinPolicy(OFFICE_JS["21vianet"]), /script-src 'self' https:\/\/appsforoffice\.cdn\.partner\.office365\.cn;/);
  assert.match(addinPolicy("office/office.js"), /script-src 'self';/);
  for (const policy of [addinPolicy(OFFICE_JS.global), addinPolicy("office/office.js")]) {
    assert.match(policy, /^default-src 'none'/);
    assert.doesNotMatch(policy, /connect-src|unsafe-eval|\*|script-src[^;]*unsafe/);
  }
});

test("AD-12: the manifest's addresses are those of the deployment, and only they change", () => {
  const manifest = readFileSync(path.join(root, "manifest.xml"), "utf8");
  const placed = addinManifest(manifest, "https://addin.example.gov.cn/a&b/");
  assert.doesNotMatch(placed, /localhost/);
  assert.equal(placed.replaceAll("https://addin.example.gov.cn/a&amp;b/", "https://localhost:3000/"), manifest.replace(/<!-- For development.*\n/, ""));
  assert.match(addinManifest(manifest, "https://a.cn/", "https://help.cn/?a=1&b=2"), /<SupportUrl DefaultValue="https:\/\/help\.cn\/\?a=1&amp;b=2"\/>/);
});
