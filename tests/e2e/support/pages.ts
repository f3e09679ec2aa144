import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Download, FrameLocator, Locator, Page } from "playwright-core";
import type { SessionStep } from "../../../src/app/session/session";

/** Generous: the machine may be busy with other tests, and nothing here is a measurement. */
const PATIENCE_MS = 60_000;

/** The workbench as a person sees it: the spreadsheet, its toolbar, and the pane in its frame. */
export class WorkbenchPage {
  readonly pane: PanePage;

  private constructor(
    readonly page: Page,
    private readonly address: string,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    this.pane = new PanePage(page.frameLocator('[data-testid="pane"]'));
  }

  static async open(context: BrowserContext, address: string, query = "?open=sample"): Promise<WorkbenchPage> {
    const workbench = new WorkbenchPage(await context.newPage(), address);
    await workbench.page.goto(`${address}${query}`);
    return workbench;
  }

  /** The grid shows cells and the pane has read the workbook. */
  async ready(): Promise<this> {
    await this.page.waitForFunction(() => performance.getEntriesByName("twinscore:first-cells").length > 0);
    await this.pane.at("recognize");
    return this;
  }

  on(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** Chooses a file, as the open dialog would hand it over. */
  async choose(file: string): Promise<void> {
    await this.on("open-file").setInputFiles(file);
  }

  /** Drops a file from outside onto the page. */
  async drop(name: string, bytes: Uint8Array): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ({ name: fileName, content }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(content)], fileName));
        return data;
      },
      { name, content: [...bytes] },
    );
    for (const kind of ["dragenter", "dragover", "drop"]) await this.on("workbench").dispatchEvent(kind, { dataTransfer: transfer });
  }

  async save(): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.on("save").click()]);
    return download;
  }

  name(): Locator {
    return this.on("workbook-name");
  }

  /** The tab of a sheet. */
  tab(sheet: string): Locator {
    return this.on("grid").getByRole("tab", { name: sheet, exact: true });
  }

  /** Selects a range in the grid by typing it into the name box. */
  async select(range: string): Promise<void> {
    const box = this.on("grid").locator('[data-u-comp="defined-name"] input');
    await box.fill(range);
    await box.press("Enter");
  }

  /** Waits until the cell is selected. */
  async isAt(cell: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.querySelector<HTMLInputElement>('[data-testid="grid"] [data-u-comp="defined-name"] input')?.value === wanted, cell);
  }

  async reload(): Promise<void> {
    await this.page.goto(`${this.address}?open=sample`);
  }
}

/** The task pane in its frame. */
export class PanePage {
  /** `frame`: what the pane is in: a frame of the workbench, or a page of its own as in Excel. */
  constructor(private readonly frame: FrameLocator | Page) {}

  on(testId: string): Locator {
    return this.frame.getByTestId(testId);
  }

  /** At a step, and nothing runs. */
  async at(step: SessionStep): Promise<void> {
    await this.frame.locator(`[data-testid="step-${step}"][aria-busy="false"]`).waitFor();
  }

  async go(step: SessionStep): Promise<void> {
    await this.on(`go-${step}`).click();
    await this.at(step);
  }

  /** A field holds that text, as soon as it does. */
  async holds(testId: string, text: string): Promise<void> {
    const field = await this.on(testId).elementHandle();
    await this.on(testId).page().waitForFunction(([element, wanted]) => (element as HTMLInputElement | null)?.value === wanted, [field, text] as const);
  }

  findings(code?: string): Locator {
    return this.frame.locator(code === undefined ? '[data-testid="finding"]' : `[data-testid="finding"][data-code="${code}"]`);
  }

  /** On the check step: mends all findings of a kind, and waits until none is left. */
  async fixAll(code: string): Promise<void> {
    await this.findings(code).first().waitFor();
    await this.findings(code).first().click();
    await this.on("fix-all").click();
    await this.on("apply-fix").click();
    await this.findings(code).waitFor({ state: "detached" });
  }
}

/** What axe finds wrong, one line each: the rule, and where. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // In the middle of a fade colours are neither the one nor the other.
  for (const frame of page.frames()) await frame.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running" || animation.effect?.getComputedTiming().endTime === Infinity));
  const { violations } = await new AxeBuilder({ page })
    // The canvas that Univer draws on and the fields it hides behind it are its own; keyboard users have the pane and the formula bar.
    .exclude('[data-testid="grid"]')
    // Stops that Fluent's focus library puts around open menus; they are hidden and pass the focus on.
    .exclude("[data-tabster-dummy]")
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`);
}
