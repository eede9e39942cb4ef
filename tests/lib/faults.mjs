/*
 * faults: stands between an SDK and the API and spoils answers, one planned
 * fault a request, in their order; the rest passes.
 *
 *   cut       the connection ends before the request gets there
 *   lose      the request gets there, the connection ends before its answer
 *   refuse    an answer of the API's shape, without the request getting there
 *   replace   the same, after the request got there
 *   page      a page of some server on the way, not JSON
 */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';

export class Faults {
  plan = []; // {kind, status, error, headers}
  seen = []; // {method, path, key, kind} of each request

  static async start(till) {
    const faults = new Faults();
    faults.till = till;
    faults.server = createServer((req, res) => faults.#answer(req, res));
    faults.server.keepAliveTimeout = 60000;
    faults.server.listen(0, '127.0.0.1');
    await once(faults.server, 'listening');
    faults.port = faults.server.address().port;
    return faults;
  }

  async #answer(req, res) {
    const pieces = [];
    for await (const piece of req)
      pieces.push(piece);
    const fault = this.plan.shift() ?? { kind: 'pass' };
    this.seen.push({ method: req.method, path: req.url, kind: fault.kind,
      key: req.headers['idempotency-key'] });
    if (fault.kind === 'cut') {
      req.socket.destroy();
      return;
    }
    if (fault.kind === 'refuse' || fault.kind === 'page') {
      this.#spoil(fault, res);
      return;
    }
    const forward = httpRequest({ host: '127.0.0.1', port: this.till.apiPort,
      method: req.method, path: req.url, headers: req.headers });
    forward.end(Buffer.concat(pieces));
    const [answer] = await once(forward, 'response');
    if (fault.kind === 'pass') {
      res.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(res);
      return;
    }
    answer.resume();
    await once(answer, 'end');
    if (fault.kind === 'lose')
      req.socket.destroy();
    else
      this.#spoil(fault, res);
  }

  #spoil({ kind, status = 500, error, headers = {} }, res) {
    const json = kind !== 'page';
    res.writeHead(status, { 'Request-Id': 'req_fault', 'Content-Type':
      json ? 'application/json' : 'text/html', ...headers });
    res.end(json ? JSON.stringify({ error: { type: 'api_error',
      message: 'Something went wrong on our side.', ...error } }) :
      '<html><body>Bad gateway</body></html>');
  }

  async stop() {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
