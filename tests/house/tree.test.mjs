/* What must agree within the tree itself. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { complaints } from '../lib/judge.mjs';
import { programs, root } from '../lib/till.mjs';

const read = (...path) => readFileSync(join(root, ...path), 'utf8');

describe('generated tables', () => {
  test('are what the reference gives', () => {
    execFileSync('node', ['src/params/generate.mjs', '--check'],
      { cwd: root, stdio: 'pipe' });
  });
});

describe('templates', () => {
  for (const name of readdirSync(join(root, 'templates'))
    .filter((entry) => !['samples', 'words'].includes(entry)))
    test(`${name} begins with its escaping`, () => {
      assert.match(name, /\.tpl$/);
      assert.match(read('templates', name),
        /^\{\{%AUTOESCAPE context="HTML"\}\}\n/);
    });
});

describe('the catalogue and the pages that show it', () => {
  const { products } = JSON.parse(read('static', 'catalogue.json'));
  const pages = { usd: read('static', 'index.html'),
    eur: read('static', 'eu', 'index.html') };
  const text = (html) => html.replaceAll('&amp;', '&').replaceAll('&#39;', '\'')
    .replaceAll('’', '\'');
  const amount = (minor, currency) => new Intl.NumberFormat('en',
    { style: 'currency', currency }).format(minor / 100);

  /* What is sold by a pricing table, whose page shows it. */
  const planned = JSON.parse(read('nginx', 'pricing-tables.json'))
    .pricing_tables.flatMap((table) => table.plans)
    .flatMap((plan) => plan.prices).map((price) => price.lookup_key);

  test('every price of a pricing table is in the catalogue', () => {
    const keys = products.flatMap((product) => product.prices)
      .map((price) => price.lookup_key);
    assert.deepEqual(planned.filter((key) => !keys.includes(key)), []);
  });

  test('every other price of a currency is on its page, and only those', () => {
    for (const [currency, page] of Object.entries(pages)) {
      const keys = products.flatMap((product) => product.prices)
        .filter((price) => price.currency === currency)
        .map((price) => price.lookup_key)
        .filter((key) => !planned.includes(key) || page.includes(`"${key}"`));
      const shown = [...page.matchAll(
        /lookup_key\]" value="([^"]+)"/g)].map(([, key]) => key);
      assert.deepEqual([...new Set(shown)].sort(), keys.sort(), currency);
    }
  });

  for (const [currency, page] of Object.entries(pages))
    for (const product of products)
      test(`${product.name} in ${currency}`, () => {
        const price = product.prices.find((one) => one.currency === currency);
        if (product.prices.every((one) => planned.includes(one.lookup_key)))
          return;
        assert.ok(text(page).includes(text(product.name)), 'its name');
        assert.ok(page.includes(amount(price.unit_amount, currency)),
          `its price ${amount(price.unit_amount, currency)}`);
        assert.ok(page.includes(`data-amount="${price.unit_amount}"`),
          'the amount the cart counts with');
      });

  test('each picture that a page shows is there', () => {
    for (const page of Object.values(pages))
      for (const [, path] of page.matchAll(/(?:src|href)="\/(static\/[^"]+)"/g))
        assert.ok(existsSync(join(root, path)), path);
  });

  test('nothing comes from another host, and nothing is inline', () => {
    for (const page of Object.values(pages)) {
      assert.doesNotMatch(page, /(?:src|href|action)="(?:https?:)?\/\//);
      assert.doesNotMatch(page, / style="| on[a-z]+="|<style/);
      assert.doesNotMatch(page, /<script(?![^>]* src=)/);
    }
  });
});

describe('nginx', () => {
  const conf = read('nginx', 'till.conf.in');
  for (const name of programs)
    test(`has a socket and an address for ${name}`, () => {
      assert.match(conf, new RegExp(`upstream ${name} \\{`));
      assert.match(conf, new RegExp(`fastcgi_pass ${name};`));
    });
});

describe('the README', () => {
  const readme = read('README.md');

  test('has a row for each folder of src, and no other', () => {
    const rows = [...readme.matchAll(/^\| `([a-z]+)\/` \|/gm)]
      .map(([, name]) => name).sort();
    assert.deepEqual(rows, readdirSync(join(root, 'src')).sort());
  });

  test('has a row for each setting', () => {
    const known = [...read('src', 'base', 'settings.c')
      .matchAll(/"(TILL_[A-Z_]+)"/g)].map(([, name]) => name);
    for (const name of known)
      assert.match(readme, new RegExp(`^\\| .*\`${name}\``, 'm'), name);
  });

  test('lists the folders of src so that each uses only those below', () => {
    const order = [...readme.matchAll(/^\| `([a-z]+)\/` \|/gm)]
      .map(([, name]) => name);
    for (const folder of readdirSync(join(root, 'src')))
      for (const file of readdirSync(join(root, 'src', folder)))
        if (/\.(c|cc|h)$/.test(file))
          for (const [, other] of read('src', folder, file)
            .matchAll(/^#include "([a-z]+)\//gm))
            assert.ok(order.indexOf(other) >= order.indexOf(folder),
              `${folder}/${file} uses ${other}/`);
  });
});

describe('the lock file', () => {
  test('names no registry', () => {
    assert.doesNotMatch(read('tests', 'package-lock.json'),
      /"resolved"|https?:/);
  });
});

describe('the judge', () => {
  const good = { object: 'customer_session', client_secret: 's',
    components: { buy_button: { enabled: true },
      payment_element: { enabled: false, features: null },
      pricing_table: { enabled: false } },
    created: 1, customer: 'cus_1', expires_at: 2, livemode: false };
  const rows = [
    ['a good one', good, 0],
    ['one missing', { ...good, customer: undefined }, 1],
    ['one more', { ...good, colour: 'red' }, 1],
    ['null where none may be', { ...good, created: null }, 1],
    ['a wrong kind', { ...good, created: '1' }, 1],
    ['a fraction', { ...good, created: 1.5 }, 1],
    ['a wrong kind within', { ...good, components: { ...good.components,
      buy_button: { enabled: 'true' } } }, 1],
    ['an unknown type', { ...good, object: 'customer_sessions' }, 1],
    ['a list of it', { object: 'list', data: [good], has_more: false,
      url: '/v1/x' }, 0],
    ['a bad one in a list', { object: 'list', has_more: false, url: '/v1/x',
      data: [good, { ...good, created: 'x' }] }, 1],
    ['an error', { error: { type: 'api_error', message: 'No.' } }, 0],
    ['an error of no type', { error: { type: 'odd', message: 'No.' } }, 1],
    ['nothing', null, 1],
  ];
  for (const [what, answer, count] of rows)
    test(what, () => {
      const copy = JSON.parse(JSON.stringify(answer));
      assert.equal(complaints(copy).length, count,
        complaints(copy).join('\n'));
    });
});
