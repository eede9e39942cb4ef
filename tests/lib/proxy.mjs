/*
 * proxy: stands between the shop and the API and does to its connections what
 * networks do.  modes: pass; refuse (nobody there); hang (no answer); cut
 * (closed when a request came); lose (the request arrives, the answer not);
 * fail (a 500 of the API's).
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const body = '{"error":{"message":"Something went wrong.","type":"api_error"}}';
const FAILURE = 'HTTP/1.1 500 Internal Server Error\r\n' +
  `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
  `Connection: close\r\n\r\n${body}`;

export class Proxy {
  #mode = 'pass';
  #open = new Set();

  static async start() {
    const proxy = new Proxy();
    // Half-open, so that what ends one way still flows the other.
    proxy.server = createServer({ allowHalfOpen: true },
      (client) => proxy.#accept(client)).listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.address = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  /** A new mode ends every connection of the old one. */
  set mode(mode) {
    this.#mode = mode;
    for (const socket of this.#open)
      socket.destroy();
  }

  get mode() {
    return this.#mode;
  }

  #keep(socket) {
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  #accept(client) {
    this.#keep(client);
    switch (this.#mode) {
    case 'refuse':
      client.resetAndDestroy();
      return;
    case 'hang':
      client.resume();
      return;
    case 'cut':
      client.once('data', () => client.destroy());
      return;
    case 'fail':
      client.once('data', () => client.end(FAILURE));
      return;
    }
    const server = connect({ port: this.target, host: '127.0.0.1',
      allowHalfOpen: true });
    this.#keep(server);
    client.pipe(server);
    if (this.#mode === 'lose') {
      server.once('data', () => {
        client.destroy();
        server.destroy();
      });
      return;
    }
    server.pipe(client);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  }

  async stop() {
    this.mode = 'refuse';
    this.server.close();
    await once(this.server, 'close');
  }
}
