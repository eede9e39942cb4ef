/*
 * The pages at /docs: every call, parameter and object of the reference has
 * its place, each link leads somewhere, and the search works without scripts.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { join } from 'node:path';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';

import { Till, root } from '../lib/till.mjs';

const load = (name) => JSON.parse(readFileSync(
  join(root, 'src/params/reference', `${name}.json`), 'utf8'));
const { enums } = load('params');
const added = load('added');
const endpoints = [...load('params').endpoints, ...added.endpoints];
const objects = { ...load('objects').objects, ...added.objects };
const PAGE_MAX = 100 * 1024; // bytes of a page on the wire

let till;

before(async () => { till = await Till.start(); });
after(() => till?.stop());

async function get(path) {
  const answer = await fetch(till.api + path, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers,
    html: await answer.text() };
}

const plain = (html) => html.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"')
  .replaceAll('&#39;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  .replaceAll('&amp;', '&');

/* The name of each parameter as it goes over the wire. */
function* names(params, before = '') {
  for (const node of params) {
    const name = before === '' ? node.name : `${before}[${node.name}]`;
    yield [name, node];
    if (!node.children)
      continue;
    const currency = node.kind === 'map' && /keys: currency/.test(node.note);
    yield* names(node.children, name + (node.kind === 'array' ? '[0]' :
      node.kind === 'map' ? (currency ? '[<currency>]' : '[<key>]') : ''));
  }
}

/* The pages of all calls, by method and path. */
async function callPages() {
  const { html } = await get('/docs');
  const found = new Map();
  for (const [, link, method, path] of html.matchAll(
    /<a href="(\/docs\/[^"]+)">[^<]*<\/a> <span class="code quiet"><b>(\w+)<\/b> ([^<]+)</g))
    found.set(`${method} ${path}`, link);
  return found;
}

test('every call of the reference is listed once', async () => {
  const known = endpoints.map(({ method, path }) =>
    `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
  const listed = await callPages();
  assert.deepEqual([...listed.keys()].sort(), known.sort());
  assert.equal(new Set(listed.values()).size, known.length);
});

describe('the page of each call', () => {
  for (const { method, path, params, leaf_count: leaves } of endpoints)
    test(`${method} ${path}`, async () => {
      const call = `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
      const { status, html } = await get((await callPages()).get(call));
      assert.equal(status, 200);
      assert.ok(plain(html).includes(call));
      const rows = [...html.matchAll(
        /<li id="([^"]+)" class="d\d"><p><a class="code" href="#([^"]+)">(.*?)<\/a>(.*?)<\/li>/gs)]
        .map(([, id, link, name, rest]) =>
          ({ id, link, name: plain(name), rest }));
      const expected = [...names(params)];
      assert.deepEqual(rows.map((row) => row.name),
        expected.map(([name]) => name));
      assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
      expected.forEach(([name, node], i) => {
        const { rest, id, link } = rows[i];
        assert.equal(id, link);
        assert.equal(/class="need">required</.test(rest),
          node.required === true, name);
        if (node.note)
          assert.ok(plain(rest).includes(node.note), name);
        if (node.max_items)
          assert.ok(rest.includes(`at most ${node.max_items} items`), name);
        const values = typeof node.enum === 'string' ?
          enums[node.enum.slice(1)] : node.enum ?? [];
        for (const value of values)
          assert.ok(rest.includes(`<code>${value}</code>`),
            `${name}=${value}`);
      });
      if (params.length > 0)
        assert.ok(html.includes(`${leaves} in all`));
      for (const [, target] of html.matchAll(/href="#([^"]+)"/g))
        assert.ok(html.includes(`id="${target}"`), `#${target}`);
    });
});

describe('the page of each object', () => {
  for (const [name, { fields }] of Object.entries(objects))
    test(name, async () => {
      const { status, html } = await get(`/docs/objects/${name}`);
      assert.equal(status, 200);
      for (const field of fields)
        assert.ok(html.includes(`id="${field.name}"`), field.name);
      for (const [, link] of html.matchAll(/href="(\/docs[^"#]*)/g))
        assert.equal((await get(link)).status, 200, link);
    });
});

test('the rules across parameters stand with the call', async () => {
  const { html } = await get('/docs/checkout/sessions/create');
  assert.match(plain(html), /success_url needed with ui_mode=hosted/);
  assert.match(plain(html), /customer and customer_email one of the two/);
});

describe('search', () => {
  const rows = [
    ['client_reference_id', /\/docs\/checkout\/sessions\/create#client_reference_id/],
    ['Unit Amount', /\/docs\/prices\/create#unit_amount"/],
    ['expire', /href="\/docs\/checkout\/sessions\/expire"/],
    ['teapot', /0 found.*Try one word of a name/s],
    ['<script>alert(1)</script>', /0 found for “&lt;script&gt;/],
    ['"><b>', /value="&quot;&gt;&lt;b&gt;"/],
    ['x'.repeat(3000), /0 found/],
  ];
  for (const [query, found] of rows)
    test(query.slice(0, 40), async () => {
      const { status, html } = await get(
        `/docs?q=${encodeURIComponent(query)}`);
      assert.equal(status, 200);
      assert.match(html, found);
      assert.doesNotMatch(html, /<script>/);
    });

  test('each thing found is where its link leads', async () => {
    const { html } = await get('/docs?q=metadata');
    const links = [...html.matchAll(/<li><a href="(\/docs\/[^"]+)">/g)]
      .map(([, link]) => link);
    assert.ok(links.length > 20);
    for (const link of links) {
      const [path, anchor] = link.split('#');
      const page = await get(path);
      assert.equal(page.status, 200, link);
      if (anchor)
        assert.ok(page.html.includes(`id="${anchor}"`), link);
    }
  });

  test('nothing searched for, nothing found', async () => {
    for (const query of ['', '?q=', '?q=%20', '?q[x]=1'])
      assert.doesNotMatch((await get(`/docs${query}`)).html, /class="found"/);
  });
});

describe('addresses', () => {
  const rows = [
    ['/docs/', 302, '/docs'],
    ['/docs/checkout/sessions', 302, '/docs#checkout-sessions'],
    ['/docs/customer_sessions', 302, '/docs#customer_sessions'],
    ['/docs/teapots', 404],
    ['/docs/checkout/sessions/mend', 404],
    ['/docs/checkout/sessions/create/', 404],
    ['/docs/objects/teapot', 404],
    ['/docs?q=%zz', 400],
  ];
  for (const [path, status, location = null] of rows)
    test(path, async () => {
      const answer = await get(path);
      assert.equal(answer.status, status);
      assert.equal(answer.headers.get('location'), location);
      if (status >= 400)
        assert.match(answer.html, /<h1>.*<a class="button" href="\/docs">/s);
    });
});

describe('every page', () => {
  const paths = ['/docs', '/docs?q=price', '/docs/checkout/sessions/create',
    '/docs/objects/checkout.session', '/docs/none'];
  for (const path of paths)
    test(`${path} keeps to its policy and its weight`, async () => {
      const { headers, html } = await get(path);
      assert.match(headers.get('content-type'), /^text\/html; charset=utf-8/);
      assert.match(headers.get('content-security-policy'),
        /^default-src 'none'; style-src 'self'; script-src 'self';/);
      assert.doesNotMatch(html, / style="| on[a-z]+="|<style/);
      assert.doesNotMatch(html, /<script(?![^>]* src="\/static\/)/);
      assert.match(html, /<strong>Test mode\.<\/strong>/);
      const sent = request(till.api + path,
        { headers: { 'Accept-Encoding': 'gzip' } }).end();
      const [answer] = await once(sent, 'response');
      const pieces = [];
      for await (const piece of answer)
        pieces.push(piece);
      const body = Buffer.concat(pieces);
      assert.ok(body.length < PAGE_MAX, `${body.length} bytes`);
      const text = answer.headers['content-encoding'] === 'gzip' ?
        gunzipSync(body).toString() : body.toString();
      assert.equal(text.length > 1000, true);
    });
});
