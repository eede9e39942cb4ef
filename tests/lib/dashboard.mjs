/* dashboard: pages of the dashboard by plain requests, for tests. */
import { request } from 'node:http';
import { once } from 'node:events';

/** A page below /dashboard as {status, headers, text}. */
export async function see(till, path = '', { method = 'GET', form,
  headers = {} } = {}) {
  const body = form === undefined ? '' : new URLSearchParams(form).toString();
  const sent = request({ host: '127.0.0.1', port: till.apiPort, method,
    path: `/dashboard${path}`, headers: {
      ...(form && { 'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body) }), ...headers } });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  const pieces = [];
  for await (const piece of answer)
    pieces.push(piece);
  return { status: answer.statusCode, headers: answer.headers,
    text: Buffer.concat(pieces).toString() };
}

/** The ids of the rows of a list, in their order. */
export const ids = (page) =>
  [...page.text.matchAll(/<tr data-id="([^"]*)"/g)].map(([, id]) => id);

/** The token that stands on a page. */
export const tokenOf = (page) =>
  /name="token" value="([0-9a-f]{32})"/.exec(page.text)[1];

/** Presses a button: posts to /dashboard/do/<act>. */
export async function press(till, act, form = {}) {
  const token = tokenOf(await see(till));
  return see(till, `/do/${act}`, { method: 'POST',
    form: { token, back: '/dashboard/events', ...form } });
}
