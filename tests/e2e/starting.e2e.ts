import type { BrowserContext } from "playwright-core";
import { openSurroundings, type Surroundings } from "./support/browser";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

/** What the browser is made to lack, or to get instead of the program's files. */
const troubles: readonly { readonly name: string; readonly reason: string; readonly prepare: (context: BrowserContext, bundle: string) => Promise<unknown> }[] = [
  {
    name: "a program file that does not come",
    reason: "missing",
    prepare: (context, bundle) => context.route(bundle, (route) => route.abort()),
  },
  {
    name: "a browser that lacks what the program needs",
    reason: "old",
    prepare: async (context) => {
      await context.addInitScript(() => void Reflect.deleteProperty(window, "structuredClone"));
    },
  },
  {
    name: "a browser that cannot read the program, which is not taken for another trouble",
    reason: "old",
    prepare: async (context, bundle) => {
      await context.addInitScript(() => void Reflect.deleteProperty(Array.prototype, "at"));
      await context.route(bundle, (route) => route.fulfill({ contentType: "text/javascript", body: "let program = ?;" }));
    },
  },
  {
    name: "an exception at the start",
    reason: "exception",
    prepare: (context, bundle) => context.route(bundle, (route) => route.fulfill({ contentType: "text/javascript", body: "throw new Error('broken at the start');" })),
  },
];

describe("PN-2: what keeps the pane from starting is said in both languages", () => {
  test.each(troubles)("$name", async ({ reason, prepare }) => {
    const context = await surroundings.visit({}, { mayFail: true });
    await prepare(context, "**/taskpane.*.js");
    const page = await context.newPage();
    await page.goto(`${surroundings.address}taskpane.html`);
    await page.locator(`html[data-failed="${reason}"]`).waitFor();
    const text = await page.locator("#failed").innerText();
    expect(text).toMatch(/[一-鿿]{5}/);
    expect(text).toMatch(/[a-z]{3,} [a-z]{2,} [a-z]{2,}/);
    expect(await page.locator("#shell").isVisible()).toBe(false);
    // One explanation, not all of them.
    expect(await page.locator("#failed div:visible").count()).toBe(1);
  });
});

describe("VW-29: what keeps the workbench from starting is said in both languages", () => {
  test.each([
    ["a program file that does not come", troubles[0], /没有载入[\s\S]*could not be loaded/],
    ["a browser that is too old", troubles[2], /浏览器版本过旧[\s\S]*too old/],
    ["an exception at the start", troubles[3], /启动失败[\s\S]*could not start[\s\S]*broken at the start/],
  ])("%s", async (_, trouble, said) => {
    const context = await surroundings.visit({}, { mayFail: true });
    await trouble?.prepare(context, "**/workbench.*.js");
    const page = await context.newPage();
    await page.goto(surroundings.address);
    await page.locator("#boot[role=alert]").waitFor();
    expect(await page.locator("#boot").innerText()).toMatch(said);
  });
});

test("PN-3: opened by itself, the pane says what it is and leads to the workbench", async () => {
  const page = await (await surroundings.visit({ locale: "en-US", width: 350 })).newPage();
  await page.goto(`${surroundings.address}taskpane.html`);
  await page.getByTestId("standalone").waitFor();
  expect(await page.getByTestId("standalone").innerText()).toMatch(/workbench/i);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByTestId("open-workbench").click();
  await page.getByTestId("welcome").waitFor();
});
