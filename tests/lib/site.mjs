/* site: a merchant's own pages on an origin of their own, for a test. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export class Site {
  #pages = new Map();
  #files = new Map();

  static async start() {
    const site = new Site();
    site.server = createServer((request, response) => {
      const path = new URL(request.url, 'http://site').pathname;
      const script = site.#files.get(path);
      if (script !== undefined) {
        response.writeHead(200, { 'Content-Type': 'text/javascript' });
        response.end(script);
        return;
      }
      const html = site.#pages.get(path);
      response.writeHead(html === undefined ? 404 : 200,
        { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(html ?? '');
    }).listen(0, '127.0.0.1');
    await once(site.server, 'listening');
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    return site;
  }

  /** Puts a script there; gives its address. */
  script(path, text) {
    this.#files.set(path, text);
    return this.origin + path;
  }

  /** Puts a page there whose body is html; gives its address. */
  put(path, html) {
    this.#pages.set(path, `<!doctype html><html lang="en"><meta
      charset="utf-8"><title>Site</title><link rel="icon" href="data:,"><meta
      name="viewport" content="width=device-width"><body>${html}</body>`);
    return this.origin + path;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
