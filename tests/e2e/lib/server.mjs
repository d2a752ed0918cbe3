// A plain static file server, as dumb as the hosts the console is meant for.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".jsonl": "text/plain; charset=utf-8",
};

/** The headers that a release asks its host to send with everything. */
async function headersOf(folder) {
  const lines = (await readFile(join(folder, "_headers"), "utf8")).split("\n").filter((line) => line.startsWith("  "));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]));
}

/**
 * Serves a folder on a free port of the loopback.
 *
 * - `under`: the path that the folder appears under, such as `/sub/path`.
 * - `fallback`: what an unknown address gets: `none`, `404.html` (with status 404, as GitHub Pages does) or
 *   `index.html` (with status 200, as `trunk serve` and `try_files` do).
 * - `headers`: whether to send those of the folder's `_headers`, as the hosts do that read it.
 * - `extra`: a map of a path to a function `(request, response)` that answers it.
 */
export async function serve(folder, { under = "", fallback = "none", headers = false, extra = {} } = {}) {
  const sent = headers ? await headersOf(folder) : {};
  const answer = async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://local").pathname);
    if (extra[path]) return extra[path](request, response);
    if (path === under && under !== "") return response.writeHead(301, { location: `${under}/` }).end();
    if (path.startsWith(`${under}/`)) {
      let file = normalize(join(folder, path.slice(under.length)));
      if (!file.startsWith(normalize(folder))) return response.writeHead(403).end();
      if (file.endsWith(sep)) file = join(file, "index.html");
      const found = await stat(file).catch(() => null);
      if (found?.isFile()) {
        response.writeHead(200, {
          ...sent,
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          "content-length": found.size,
          "cache-control": "no-cache",
        });
        return createReadStream(file).pipe(response);
      }
    }
    if (fallback === "none") return response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    const page = await readFile(join(folder, fallback));
    response.writeHead(fallback === "404.html" ? 404 : 200, { "content-type": TYPES[".html"] }).end(page);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: `${origin}${under}/`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}
