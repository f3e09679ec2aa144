// Installs Debian packages where that needs no question: as root, or with a sudo that does not ask.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** True when the packages were installed. False, without a word, where this is no such system or not allowed. */
export function aptInstall(packages, { say }) {
  const asRoot = elevation();
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get") || !asRoot) return false;
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", ...args];
    return spawnSync(command, rest, { stdio: ["ignore", "ignore", "inherit"], timeout: 20 * 60_000 }).status === 0;
  };
  const install = () => apt("install", "-y", "--no-install-recommends", ...packages);
  // A failed update (one unreachable source of several) need not mean that the package cannot be had.
  apt("update");
  if (install()) return true;
  say("安装失败，再试一次 · Installing failed, trying once more …");
  apt("update");
  return install();
}

/** The words that put a command into root's hands without a question, or null. */
function elevation() {
  if (process.getuid?.() === 0) return [];
  return process.platform === "linux" && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}
