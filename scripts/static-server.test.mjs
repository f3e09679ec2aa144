import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { serveFolder } from "./static-server.mjs";

let parent;
let server;

before(async () => {
  parent = mkdtempSync(path.join(tmpdir(), "static-server-"));
  const folder = mkdtempSync(path.join(parent, "web-"));
  writeFileSync(path.join(parent, "secret.txt"), "secret");
  writeFileSync(path.join(folder, "index.html"), "<p>页面</p>");
  writeFileSync(path.join(folder, "main.0123abcd.js"), "1");
  server = await serveFolder(folder, 4173);
});

after(async () => {
  await server.stop();
  rmSync(parent, { recursive: true });
});

/** Without fetch, which would tidy the path up before it is sent. */
function get(pathname, method = "GET") {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: pathname, method }, (response) => {
      let body = "";
      response.on("data", (data) => (body += data)).on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

test("serves the page for the folder, never from a cache, and lets nothing in from another origin", async () => {
  const { status, headers, body } = await get("/?open=sample");
  assert.equal(status, 200);
  assert.equal(body, "<p>页面</p>");
  assert.equal(headers["cache-control"], "no-cache");
  assert.match(headers["content-security-policy"], /^default-src 'self';/);
});

test("files named after their contents may be cached for ever", async () => {
  assert.match((await get("/main.0123abcd.js")).headers["cache-control"], /immutable/);
});

test("gives nothing from outside the folder, nothing that is not there, and takes nothing", async () => {
  for (const outside of ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/no-such-file", "/%ff", "//"]) assert.notEqual((await get(outside)).body, "secret");
  assert.equal((await get("/no-such-file")).status, 404);
  assert.equal((await get("/%ff")).status, 400);
  assert.equal((await get("/", "POST")).status, 405);
});

test("takes the next port when one is taken", async () => {
  const second = await serveFolder(parent, Number(new URL(server.address).port));
  assert.notEqual(second.address, server.address);
  await second.stop();
});
