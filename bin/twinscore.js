#!/usr/bin/env node
// Starts the command line. In a checkout it first makes sure that the bundle fits the sources. Whatever it has
// to say goes to stderr: stdout belongs to the command, which may be writing one JSON object a line.
"use strict";
const { existsSync } = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const isCheckout = existsSync(path.join(root, "src", "cli", "main.ts")) && existsSync(path.join(root, "scripts", "build.mjs"));

async function prepare() {
  const { setUp, SetUpError } = await import("../scripts/setup.mjs");
  const { buildIfStale } = await import("../scripts/build.mjs");
  try {
    setUp({ say: console.error, outputFd: 2 });
    await buildIfStale("cli", { say: console.error });
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : `构建失败 · The build failed:\n${error.message}`);
    // 2: could not process, as everywhere on this command line.
    process.exit(2);
  }
}

function start() {
  // Node 22 and newer can keep the compiled code from one start to the next.
  require("node:module").enableCompileCache?.();
  require("../dist/cli.js");
}

if (isCheckout) void prepare().then(start);
else start();
