import { askedStep } from "../../src/taskpane/asked-step";

test("AD-8 the address asks for a step; Office adds its own words to it, and what is no step is ignored", () => {
  expect(askedStep("?step=check")).toBe("check");
  expect(askedStep("?step=archive&_host_Info=Excel$Win32$16.01$zh-CN$$$$0")).toBe("archive");
  expect(askedStep("?_host_Info=Excel$Win32$16.01$zh-CN$$$$0")).toBeNull();
  expect(askedStep("?step=distribute")).toBeNull();
  expect(askedStep("")).toBeNull();
});
