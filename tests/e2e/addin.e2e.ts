import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page, Route } from "playwright-core";
import { bundleForPage } from "./support/office-pane";
import { ADDRESS, OFFICE_JS, officeNetwork, packageAddin, type PackagedAddin } from "./support/packaged-addin";

const root = path.resolve(__dirname, "../..");
const clientLibrary = require.resolve("@microsoft/office-js/dist/excel-web-16.00.js");

let addin: PackagedAddin;
let host = "";
beforeAll(async () => {
  addin = await packageAddin();
  host = readFileSync(await bundleForPage("host-only", path.dirname(addin.folder)), "utf8");
});
afterAll(async () => {
  await addin.close();
});

const failedWith = (page: Page, reason: string): Promise<unknown> => page.locator(`html[data-failed="${reason}"]`).waitFor();

/** What somebody in front of the page reads, in one text. */
async function explanation(page: Page): Promise<string> {
  const text = await page.locator("#failed").innerText();
  expect(await page.locator("#shell").isVisible()).toBe(false);
  return text;
}

test("AD-9, AD-10: with Office's own script, outside Excel, the pane says what it is; nothing is refused and nobody else is asked", async () => {
  const { page, problems } = await addin.open("excel.html?step=check");
  await page.getByTestId("standalone").waitFor();
  expect(await page.evaluate(() => ({ office: "Office" in window, pushState: Reflect.get(history, "pushState") as unknown }))).toEqual({ office: true, pushState: null });
  // The pane opens and closes its own dialogs: those of the browser are gone.
  await page.getByTestId("menu").click();
  await page.keyboard.press("Escape");
  await page.getByTestId("open-workbench").click();
  await page.getByTestId("workbench").waitFor();
  expect(page.url()).toBe(`${ADDRESS}index.html`);
  expect(problems).toEqual([]);
});

test("AD-10: the page can neither send anything anywhere nor load a script from elsewhere", async () => {
  const { page } = await addin.open("excel.html");
  await page.getByTestId("standalone").waitFor();
  const outcome = await page.evaluate(async () => {
    const sent = await fetch("https://example.org/").then(
      () => "sent",
      () => "refused",
    );
    const loaded = await new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = "https://example.org/a.js";
      script.addEventListener("load", () => resolve("loaded"));
      script.addEventListener("error", () => resolve("refused"));
      document.head.append(script);
    });
    return { sent, loaded };
  });
  expect(outcome).toEqual({ sent: "refused", loaded: "refused" });
});

test("AD-11: Office's script cannot be reached: said in both languages, with its address, and the pane is not started", async () => {
  const { page } = await addin.open("excel.html", { office: (route) => route.abort() });
  await failedWith(page, "office");
  const text = await explanation(page);
  expect(text).toContain("没有加载成功");
  expect(text).toContain("did not load");
  expect(text).toContain(`${OFFICE_JS}office.js`);
  await page.waitForLoadState();
  expect(await page.getByTestId("pane").count()).toBe(0);
});

test("AD-11: a proxy's page instead of Office's script is not taken for a fault of the browser", async () => {
  const { page } = await addin.open("excel.html", { office: (route) => route.fulfill({ body: "<html>请登录</html>", contentType: "text/javascript" }) });
  await failedWith(page, "office");
  expect(await explanation(page)).toContain(`${OFFICE_JS}office.js`);
});

test("AD-11: a slow network is said after 15 s, and forgotten when Office's script comes", async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const { page } = await addin.open("excel.html", {
    prepare: (context) => context.clock.install(),
    office: async (route, file) => {
      await held;
      await officeNetwork(route, file);
    },
  });
  await page.locator("#shell").waitFor();
  await page.clock.fastForward(14_000);
  expect(await page.locator("html[data-failed]").count()).toBe(0);
  await page.clock.fastForward(2_000);
  await failedWith(page, "slow");
  expect(await explanation(page)).toContain("还没有加载完");
  release();
  await page.getByTestId("standalone").waitFor();
  expect(await page.locator("#failed").isVisible()).toBe(false);
});

test("AD-11: an old Excel, whose browser cannot even read the bundle, is named as the cause", async () => {
  const { page } = await addin.open("excel.html", {
    // What Office's script tells in Excel 2016, to scripts of its time.
    office: (route) => route.fulfill({ contentType: "text/javascript", body: "window.Office = { context: { requirements: { isSetSupported: function () { return false; } } }, onReady: function (told) { told({ host: 'Excel' }); } };" }),
    prepare: async (context) => {
      await context.addInitScript(() => void Reflect.deleteProperty(window, "structuredClone"));
      await context.route("**/taskpane.*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "let bundle = ?;" }));
    },
  });
  await failedWith(page, "excel");
  const text = await explanation(page);
  expect(text).toContain("Excel 2021");
  expect(text).toContain("too old");
});

/** Office's script as it is inside an Excel: Microsoft's client library over a simulated Excel, whose first sheet holds a table. */
const officeInExcel = (level: string) => (route: Route): Promise<void> => {
  const rows = [
    ["姓名", "工作任务（60分）", "工作作风（40分）", "总分"],
    ...Array.from({ length: 12 }, (_, index) => [`人员${index + 1}`, 40 + index, 20 + index, `=B${index + 2}+C${index + 2}`]),
  ];
  const fill = `
    made.then((page) => {
      page.libraryLoaded();
      const office = window.Office;
      const filled = Excel.run((context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange("A1:D${rows.length}").formulas = ${JSON.stringify(rows)};
        return context.sync();
      });
      window.Office = Object.create(office, { onReady: { value: (told) => filled.then(() => office.onReady(told)) } });
    });`;
  return route.fulfill({ contentType: "text/javascript", body: `${host}\nconst made = installSimulatedExcel(window, null, ${JSON.stringify({ level })});\n${readFileSync(clientLibrary, "utf8")}\n${fill}` });
};

test("AD-8, AD-9: in Excel the packaged pane opens the workbook over Microsoft's client library, at the step that the ribbon asked for", async () => {
  const { page, problems } = await addin.open("excel.html?step=structure&_host_Info=Excel$Win32$16.01$zh-CN$$$$0", { office: officeInExcel("1.17") });
  await page.getByTestId("go-structure").and(page.locator("[aria-current=step]")).waitFor();
  await page.getByTestId("plan-total").waitFor();
  await page.getByTestId("apply-structure").click();
  await page.getByTestId("outcome").waitFor();
  expect(problems).toEqual([]);
});

test("AD-11: an Excel that is too old is named by the pane itself where its browser can run it", async () => {
  const { page } = await addin.open("excel.html", { office: officeInExcel("1.12") });
  await page.getByText("Excel 2021").first().waitFor();
  expect(await page.getByTestId("go-recognize").count()).toBe(0);
});

test("AD-4: the icons are what is drawn", async () => {
  const { page } = await addin.open("index.html");
  const names = ["icon", "recognize", "structure", "check", "score", "archive"];
  const worst: [string, number][] = [];
  for (const name of names) {
    const drawing = readFileSync(path.join(root, "assets", `${name}.svg`)).toString("base64");
    for (const size of [16, 20, 24, 32, 40, 48, 64, 80]) {
      const picture = readFileSync(path.join(root, "assets", `${name}-${size}.png`)).toString("base64");
      const difference = await page.evaluate(
        async ({ sources, edge }) => {
          const pixels = await Promise.all(
            sources.map(async (source) => {
              const image = new Image(edge, edge);
              image.src = source;
              await image.decode();
              const context = new OffscreenCanvas(edge, edge).getContext("2d");
              context?.drawImage(image, 0, 0, edge, edge);
              return context?.getImageData(0, 0, edge, edge).data ?? new Uint8ClampedArray();
            }),
          );
          const [first, second] = pixels;
          return Math.max(...Array.from(first ?? [], (value, index) => Math.abs(value - (second?.[index] ?? -1))));
        },
        { sources: [`data:image/svg+xml;base64,${drawing}`, `data:image/png;base64,${picture}`], edge: size },
      );
      // Rounding at the edges may differ from browser to browser; a forgotten drawing does not hide in that.
      if (!(difference <= 24)) worst.push([`${name}-${size}`, difference]);
    }
  }
  expect(worst).toEqual([]);
});

test("AD-12: the package's manifest is checked as a published one, and faults of the caller are refused in a sentence", () => {
  const run = (args: readonly string[]): { readonly status: number | null; readonly stderr: string } => spawnSync(process.execPath, [path.join(root, "scripts/package-addin.mjs"), ...args], { encoding: "utf8" });
  expect(execFileSync(process.execPath, [path.join(root, "scripts/check-manifest.mjs"), path.join(addin.folder, "manifest.xml")], { encoding: "utf8" })).toContain("清单无误");
  for (const args of [[], ["--address", "http://a.cn/"], ["--address", "https://localhost/"], ["--address", "https://a.cn/", "--office-js", "../office.js"], ["--address", "https://a.cn/", "--office-js", "http://a.cn/office.js"], ["--address", "https://a.cn/", "--colour", "blue"]]) {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/[一-鿿]{4}[\s\S]*npm run package:addin/);
  }
});
