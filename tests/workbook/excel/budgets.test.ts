import committed from "./budgets.json";
import { measureBudgets, USE_CASES, type Budgets } from "./measure-budgets";

const BUDGETS: Readonly<Record<string, Budgets>> = committed;

/** More than this needs somebody to look: the plans of a step may have grown, or its readings. Far less needs the table to be written anew. */
const MOST = 1.1;
const LEAST = 0.6;

test.each(["50", "500", "5000"])(
  "XL-3 %s × 20: requests and bytes stay within the committed table",
  async (people) => {
    const budgets = BUDGETS[people];
    const measured = await measureBudgets(Number(people));
    for (const useCase of USE_CASES) {
      const [is, was] = [measured[useCase], budgets?.[useCase]];
      if (!was) throw new Error(`no budget for ${useCase}: npm run budgets -- --write ${people}`);
      expect({ useCase, requests: Math.max(is.requests, was.requests) }).toEqual({ useCase, requests: was.requests });
      for (const direction of ["requestBytes", "responseBytes"] as const) {
        const share = is[direction] / was[direction];
        expect({ useCase, direction, share, isWithin: share >= LEAST && share <= MOST }).toEqual({ useCase, direction, share, isWithin: true });
      }
    }
  },
  120_000,
);

test.each(["5000", "50000"])("XL-3 at %s × 20 every use case stays within 6 + ⌈bytes / 2 MB⌉ requests, and far below one proxy a cell", (people) => {
  for (const useCase of USE_CASES) {
    const budget = BUDGETS[people]?.[useCase];
    if (!budget) throw new Error(`no budget for ${useCase}`);
    expect(budget.requests).toBeLessThanOrEqual(budget.allowed);
    expect(budget.allowed).toBe(6 + Math.ceil((budget.requestBytes + budget.responseBytes) / (2 * 1024 * 1024)));
    expect(budget.proxyRatio).toBeGreaterThan(10);
  }
});

test("XL-3 at 50,000 × 20 requests grow with bytes, not with rows: each of the many carries one and a half megabytes and more", () => {
  for (const useCase of USE_CASES) {
    const budget = BUDGETS["50000"]?.[useCase];
    if (!budget) throw new Error(`no budget for ${useCase}`);
    const megabytes = (budget.requestBytes + budget.responseBytes) / (1024 * 1024);
    expect(megabytes / Math.max(1, budget.requests - 6)).toBeGreaterThan(budget.requests > 6 ? 1.5 : 0);
  }
});
