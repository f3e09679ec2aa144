import committed from "./budgets.json";
import { measureBudgets, USE_CASES, type Budgets } from "./measure-budgets";

const BUDGETS: Readonly<Record<string, Budgets>> = committed;

/** Bytes may differ by so much without anybody having to look: ids and times are not always of the same length. */
const TOLERANCE = 0.02;

test.each(["50", "500"])(
  "XL-3 %s × 20: requests and bytes are what the committed table says",
  async (people) => {
    const budgets = BUDGETS[people];
    const measured = await measureBudgets(Number(people));
    for (const useCase of USE_CASES) {
      const [is, was] = [measured[useCase], budgets?.[useCase]];
      if (!was) throw new Error(`no budget for ${useCase}: npm run budgets -- --write ${people}`);
      expect([useCase, is.requests]).toEqual([useCase, was.requests]);
      for (const direction of ["requestBytes", "responseBytes"] as const) expect([useCase, direction, Math.abs(is[direction] - was[direction]) <= was[direction] * TOLERANCE]).toEqual([useCase, direction, true]);
    }
  },
  120_000,
);

test("XL-3 at 5,000 × 20 every use case stays within 6 + ⌈bytes / 2 MB⌉ requests, and far below one proxy a cell", () => {
  for (const useCase of USE_CASES) {
    const budget = BUDGETS["5000"]?.[useCase];
    if (!budget) throw new Error(`no budget for ${useCase}`);
    expect(budget.requests).toBeLessThanOrEqual(budget.allowed);
    expect(budget.allowed).toBe(6 + Math.ceil((budget.requestBytes + budget.responseBytes) / (2 * 1024 * 1024)));
    expect(budget.proxyRatio).toBeGreaterThan(10);
  }
});
