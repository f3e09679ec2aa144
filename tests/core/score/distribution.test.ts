import fc from "fast-check";
import { distributionOf } from "../../../src/core/score/distribution";

test("SE-13 classes, mean and median by hand", () => {
  expect(distributionOf([])).toEqual({ bins: [], mean: null, median: null });
  expect(distributionOf([80])).toEqual({ bins: [{ from: 80, to: 81, count: 1 }], mean: 80, median: 80 });
  expect(distributionOf([60, 71, 89.5, 90, 100])).toMatchObject({ mean: 82.1, median: 89.5 });
  expect(distributionOf([60, 71, 89.5, 90, 100]).bins.map((bin) => [bin.from, bin.to, bin.count])).toEqual([
    [60, 65, 1], [65, 70, 0], [70, 75, 1], [75, 80, 0], [80, 85, 0], [85, 90, 1], [90, 95, 1], [95, 100, 1],
  ]);
});

test("SE-13 every score is counted once, in at most twelve classes of equal width that touch", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50_000, max: 200_000 }).map((hundredths) => hundredths / 100), { minLength: 1, maxLength: 60 }), (scores) => {
      const { bins } = distributionOf(scores);
      expect(bins.length).toBeLessThanOrEqual(12);
      expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(scores.length);
      bins.forEach((bin, i) => {
        const members = scores.filter((score) => score >= bin.from && (i === bins.length - 1 ? score <= bin.to : score < bin.to));
        expect(bin.count).toBe(members.length);
        if (i > 0) expect(bin.from).toBeCloseTo(bins[i - 1]?.to ?? NaN, 9);
      });
    }),
  );
});
