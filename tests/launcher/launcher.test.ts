import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

jest.setTimeout(120_000);

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** A checkout with a command line of one statement, so that building it takes a second. */
function smallCheckout(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-launcher-"));
  for (const name of ["bin", "scripts/build.mjs", "scripts/setup.mjs", "webpack.config.js", ".swcrc", "package.json", "package-lock.json"]) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  mkdirSync(path.join(folder, "src", "cli"), { recursive: true });
  program(folder, "first");
  return folder;
}

const program = (folder: string, says: string): void =>
  writeFileSync(path.join(folder, "src/cli/main.ts"), `process.stdout.write(JSON.stringify({ says: ${JSON.stringify(says)}, args: process.argv.slice(2) }) + "\\n");`);

function launch(folder: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(folder, "bin/twinscore.js"), ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

describe("bin/twinscore.js", () => {
  let folder: string;
  beforeEach(() => {
    folder = smallCheckout();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  test("builds on the first start and says so on stderr only; then starts without a word and without building", async () => {
    const first = await launch(folder, "check", "评分表.xlsx", "--json");
    expect(first.stdout).toBe('{"says":"first","args":["check","评分表.xlsx","--json"]}\n');
    expect(first.stderr).toMatch(/Building/);
    expect(first.status).toBe(0);
    const built = statSync(path.join(folder, "dist/cli.js")).mtimeMs;
    const second = await launch(folder);
    expect(second).toEqual({ status: 0, stdout: '{"says":"first","args":[]}\n', stderr: "" });
    expect(statSync(path.join(folder, "dist/cli.js")).mtimeMs).toBe(built);
  });

  test("builds again when a source changed, once for two starts at the same moment", async () => {
    await launch(folder);
    program(folder, "changed");
    const [one, other] = await Promise.all([launch(folder), launch(folder)]);
    expect([one.stdout, other.stdout]).toEqual(Array(2).fill('{"says":"changed","args":[]}\n'));
    expect(`${one.stderr}${other.stderr}`.match(/Building/g)).toHaveLength(1);
  });

  test("ends with 2 and an empty stdout when the sources do not build, and does not run what was built before", async () => {
    await launch(folder);
    writeFileSync(path.join(folder, "src/cli/main.ts"), "this is not TypeScript");
    const failed = await launch(folder);
    expect(failed.status).toBe(2);
    expect(failed.stdout).toBe("");
    expect(failed.stderr).toMatch(/The build failed[^]*main\.ts/);
  });

  test("runs what was built where there are no sources, as in an installed package", async () => {
    await launch(folder);
    rmSync(path.join(folder, "src"), { recursive: true });
    rmSync(path.join(folder, "scripts"), { recursive: true });
    expect(await launch(folder)).toEqual({ status: 0, stdout: '{"says":"first","args":[]}\n', stderr: "" });
  });
});

test("the lock file names what every optional package of another system would be, so that npm ci accepts it there and here", () => {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
  };
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => !Object.keys(packages).some((place) => place.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
});
