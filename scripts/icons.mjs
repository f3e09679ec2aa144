// npm run icons: draws the add-in's icons in every size that Office asks for, from the SVG files in assets/. The same
// browser gives the same bytes; tests compare what is drawn, so that another browser may give others.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { ICON_NAMES, ICON_SIZES } from "./addin/icons.mjs";
import { root } from "./setup.mjs";

const executablePath = findBrowser();
if (!executablePath) {
  console.error("需要 Chromium 浏览器（或用 TWINSCORE_BROWSER 指明） · A Chromium browser is needed, or named in TWINSCORE_BROWSER");
  process.exit(1);
}
const { chromium } = createRequire(import.meta.url)("playwright-core");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  for (const name of ICON_NAMES) {
    const drawing = readFileSync(path.join(root, "assets", `${name}.svg`)).toString("base64");
    for (const size of ICON_SIZES) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}</style><img width="${size}" height="${size}" style="display:block" src="data:image/svg+xml;base64,${drawing}">`);
      await page.locator("img").evaluate((image) => image.decode());
      writeFileSync(path.join(root, "assets", `${name}-${size}.png`), await page.screenshot({ omitBackground: true }));
    }
  }
} finally {
  await browser.close();
}
console.log(`assets/: ${ICON_NAMES.length * ICON_SIZES.length} PNG`);
