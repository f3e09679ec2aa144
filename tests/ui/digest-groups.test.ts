import { digestGroups } from "../../src/ui/archive/digest-groups";

test("PN-51 a digest in groups of four", () => {
  const digest = "0123456789abcdef".repeat(4);
  expect(digestGroups(digest).split(" ")).toHaveLength(16);
  expect(digestGroups(digest).replaceAll(" ", "")).toBe(digest);
});
