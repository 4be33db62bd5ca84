/** Serves `dist/` the hard way: under a sub-path, with a strict content security policy, and nothing else. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const PREFIX = "/some/where/";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** CodeMirror writes its style sheet into the page, so styles alone may stand inline. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'";

export interface Served {
  address: string;
  close(): Promise<void>;
}

export async function serveDist(): Promise<Served> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    void fileAt(path).then(
      ({ body, type }) => response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}${PREFIX}`, close: () => closed(server) };
}

async function fileAt(path: string): Promise<{ body: Buffer; type: string }> {
  if (!path.startsWith(PREFIX)) throw new Error("outside of the page");
  const name = normalize(path.slice(PREFIX.length) || "index.html");
  if (name.startsWith("..")) throw new Error("outside of the page");
  return { body: await readFile(join(dist, name)), type: TYPES[extname(name)] ?? "application/octet-stream" };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
