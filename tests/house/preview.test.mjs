/*
 * `till preview`: every template of ours renders with its sample, or without
 * one; a merchant's own stand before ours, and none may turn escaping off.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync }
  from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { build, root, temporaryFolder } from '../lib/till.mjs';

const ours = join(root, 'templates');
const templates = readdirSync(ours).filter((name) => name.endsWith('.tpl'));
const samples = readdirSync(join(ours, 'samples'));
const top = '{{%AUTOESCAPE context="HTML"}}\n';

function preview(words, folders = ours) {
  return new Promise((done) => execFile(join(build, 'till'),
    ['preview', ...words], { env: { TILL_TEMPLATES: folders }, cwd: root },
    (error, out, err) => done({ status: error?.code ?? 0, out, err })));
}

async function shown(words, folders) {
  const { status, out, err } = await preview(words, folders);
  assert.equal(status, 0, err);
  assert.equal(err, '');
  return out;
}

/* A folder of a merchant's own, {name: text}. */
function own(files) {
  const folder = temporaryFolder('templates');
  mkdirSync(join(folder, 'words'));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text);
  return folder;
}

describe('each of ours', () => {
  for (const name of templates)
    test(name, async () => {
      const html = await shown([name]);
      assert.doesNotMatch(html, /\{\{|\}\}/);
      if (!name.startsWith('part_')) {
        assert.match(html, /^<!doctype html>\n/);
        assert.match(html, /<\/html>\n*$/);
      }
    });

  for (const name of templates)
    test(`${name} escapes whatever it is given`, async () => {
      const text = readFileSync(join(ours, name), 'utf8');
      const evil = '"><script>alert(1)</script>';
      const marked = text.replace(/\{\{!.*?\}\}/gs, '');
      const names = (pattern) => [...marked.matchAll(pattern)]
        .map(([, one]) => one);
      const given = Object.fromEntries([
        ...names(/\{\{([A-Z0-9_]+)(?::\w+)?\}\}/g).map((one) => [one, evil]),
        ...names(/\{\{#([A-Z0-9_]+)\}\}/g).map((one) => [one, true])]);
      // A section that has a value of its own name.
      for (const one of names(/\{\{#([A-Z0-9_]+)\}\}/g))
        if (marked.includes(`{{${one}}}`))
          given[one] = { [one]: evil };
      const data = join(temporaryFolder('data'), 'evil.json');
      writeFileSync(data, JSON.stringify(given));
      const html = await shown([name, '--data', data]);
      assert.ok(!html.includes(evil) && !html.includes('<script>alert'));
    });

  test('every sample has its template', () => {
    for (const name of samples)
      assert.ok(templates.includes(name.replace(/json$/, 'tpl')), name);
    assert.ok(samples.length > 10);
  });
});

describe('what is shown', () => {
  test('the sample, or the data that is given', async () => {
    assert.match(await shown(['success.tpl']),
      /Thank you, your order is paid\.[^]*Stoneware teapot[^]*€71\.50/);
    const data = join(temporaryFolder('data'), 'data.json');
    writeFileSync(data, JSON.stringify({ PROCESSING: true,
      MAIL: { EMAIL: '<ada>' }, HEAD: { TITLE: 'So' },
      ORDER: { ITEM: [{ DESCRIPTION: 'A' }, { DESCRIPTION: 'B' }] } }));
    const html = await shown(['success.tpl', '--data', data]);
    assert.match(html, /<title>So/);
    assert.match(html, /Your payment is being processed\./);
    assert.match(html, /&lt;ada&gt;/);
    assert.match(html, />A<\/th>[^]*>B<\/th>/);
    assert.doesNotMatch(html, /your order is paid/);
  });

  test('another language', async () => {
    assert.match(await shown(['pay_expired.tpl', '--language', 'de']),
      /<html lang="de"/);
    assert.match(await shown(['pay_expired.tpl', '--language', 'ar']),
      /<html lang="ar" dir="rtl"/);
  });

  test('into a file', async () => {
    const path = join(temporaryFolder('out'), 'page.html');
    assert.equal(await shown(['cancel.tpl', '--out', path]), '');
    assert.equal(readFileSync(path, 'utf8'), await shown(['cancel.tpl']));
    const { status, err } = await preview(['cancel.tpl', '--out', '/no/where']);
    assert.equal(status, 1);
    assert.equal(err, 'till: /no/where cannot be written\n');
  });

  const wrong = [
    [{ NOTHING: 'x' }, 'cancel.tpl: NOTHING is none of its markers'],
    [{ HEAD: { NOTHING: 'x' } },
      'part_head.tpl: NOTHING is none of its markers'],
    [{ CONTINUE: 'x' }, 'cancel.tpl: CONTINUE is a section: it takes true, ' +
      'an object or a list'],
    [{ SHOP_URL: null }, 'cancel.tpl: SHOP_URL is null'],
  ];
  for (const [data, message] of wrong)
    test(message, async () => {
      const path = join(temporaryFolder('data'), 'data.json');
      writeFileSync(path, JSON.stringify(data));
      const { status, out, err } = await preview(['cancel.tpl', '--data',
        path]);
      assert.deepEqual([status, out, err], [1, '', `till: ${message}\n`]);
    });

  test('wrong words, no template, no data', async () => {
    for (const words of [[], ['--data'], ['a.tpl', 'b.tpl'], ['--what']])
      assert.equal((await preview(words)).status, 2);
    assert.match((await preview(['none.tpl'])).err,
      /^till: there is no template none\.tpl$/m);
    assert.match((await preview(['cancel.tpl', '--data', '/none'])).err,
      /^till: \/none/m);
  });
});

describe('a merchant\'s own', () => {
  test('stands before ours, and the rest is ours', async () => {
    const mine = own({ 'part_head.tpl': `${top}<!doctype html>
<html lang="en"><title>{{TITLE}} at Mine</title><h2>Mine</h2>` });
    const html = await shown(['success.tpl'], `${mine}:${ours}`);
    assert.match(html, /<title>Thank you at Mine<\/title><h2>Mine<\/h2>/);
    assert.match(html, /Thank you, your order is paid\./);
  });

  test('has words of its own, and ours for the rest', async () => {
    const mine = own({ 'words/de.json':
      '{"checkout_expired":"Zu spät, leider."}', 'words/nl.json':
      '{"checkout_expired":"Te laat."}' });
    const html = await shown(['pay_expired.tpl', '--language', 'de'],
      `${mine}:${ours}`);
    assert.match(html, /Zu spät, leider\./);
    assert.match(html, /Testmodus/);
    assert.match(await shown(['pay_expired.tpl', '--language', 'nl'],
      `${mine}:${ours}`), /lang="nl"[^]*Test mode[^]*Te laat\./);
  });

  const broken = [
    ['cancel.tpl', '<p>hello</p>', 1, 'the first line is not'],
    ['cancel.tpl', `${top}<p>\n{{NAME:none}}</p>`, 3,
      'a modifier other than h and p is not allowed'],
    ['cancel.tpl', `${top}{{%AUTOESCAPE context="JSON"}}`, 2,
      'there is a second pragma'],
    ['cancel.tpl', `${top}\n{{#A}}\n`, 3, 'a section is not closed'],
    ['cancel.tpl', `${top}<p>\n<a href={{URL}}>x</a></p>`, 3,
      'a value stands where it cannot be escaped'],
    ['new.tpl', '{{=<% %>=}}', 1, 'the first line is not'],
  ];
  for (const [name, text, line, why] of broken)
    test(`is refused at the start: ${why}`, async () => {
      const mine = own({ [name]: text });
      const { status, err } = await new Promise((done) => {
        const child = execFile(join(build, 'cgi-bin/cancel'),
          { env: { TILL_TEMPLATES: `${mine}:${ours}`,
            TILL_PUBLIC_URL: 'http://127.0.0.1:8080',
            TILL_API_BASE: 'http://127.0.0.1:12111',
            TILL_SECRET_KEY: 'sk_test_0123456789',
            TILL_SHOP_DB: join(mine, 'shop.db'),
            REQUEST_METHOD: 'GET', SCRIPT_NAME: '/checkout/cancel' } },
          (error, out, text2) => done({ status: error?.code ?? 0,
            err: text2 }));
        child.stdin.end();
      });
      assert.notEqual(status, 0);
      assert.ok(err.includes(`the template ${join(mine, name)}, line ${
        line}: ${why}`), err);
    });
});
