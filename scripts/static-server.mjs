// Serves a folder of static files to this machine only. What the pages may load is said in a header, so that a start
// from here is as strict as any office's own web server should be.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Nothing from another origin. Styles are made at run time by the UI library, hence 'unsafe-inline' for them alone. */
const ownFilesOnly = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'none'";

/**
 * Starts on `port` or the next free one (0: any). Resolves with the address and a function that stops the server.
 * `tls`: key and certificate, for HTTPS. `policy`: what the pages may load; `null` where they say so themselves.
 * `besides`: gives a body and its type (an extension) for addresses that are no files, else `null`.
 */
export async function serveFolder(folder, port, { tls = null, policy = ownFilesOnly, besides = async () => null } = {}) {
  const onRequest = (request, response) => {
    answer({ folder, policy, besides }, request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  const server = tls ? createSecureServer(tls, onRequest) : createServer(onRequest);
  const taken = await listen(server, port);
  return { address: `${tls ? "https" : "http"}://localhost:${taken}/`, stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))) };
}

async function listen(server, from) {
  for (let port = from; port < from + 100; port++) {
    const free = await new Promise((resolve, reject) => {
      server.once("error", (error) => (error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(false) : reject(error)));
      // localhost, not 127.0.0.1: where it means ::1 first, a browser would not find us.
      server.listen(port, "localhost", () => resolve(true));
    });
    server.removeAllListeners("error");
    if (free) return server.address().port;
  }
  throw new Error(`端口 ${from}–${from + 99} 均被占用 · Ports ${from} to ${from + 99} are all taken`);
}

async function answer({ folder, policy, besides }, request, response) {
  const refuse = (status) => response.writeHead(status, { "Content-Type": "text/plain" }).end(`${status}\n`);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  let name;
  let url;
  try {
    url = new URL(request.url, "http://localhost");
    name = decodeURIComponent(url.pathname);
  } catch {
    return refuse(400);
  }
  const headers = { ...(policy ? { "Content-Security-Policy": policy } : {}), "X-Content-Type-Options": "nosniff" };
  const made = await besides(url);
  if (made) return response.writeHead(200, { "Content-Type": types[made.type] ?? "application/octet-stream", "Cache-Control": "no-cache", ...headers }).end(made.body);
  const file = path.join(folder, name.endsWith("/") ? `${name}index.html` : name);
  const stat = file.startsWith(folder + path.sep) ? statSync(file, { throwIfNoEntry: false }) : undefined;
  if (!stat?.isFile()) return refuse(404);
  const hashed = /\.[0-9a-f]{8}\.\w+$/.test(file);
  response.writeHead(200, {
    "Content-Type": types[path.extname(file)] ?? "application/octet-stream",
    "Content-Length": stat.size,
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    ...headers,
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).on("error", () => response.destroy()).pipe(response);
}
