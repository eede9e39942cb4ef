/* The words of the payment pages agree with each other and with the pages. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { root } from '../lib/till.mjs';

const folder = join(root, 'templates');
const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const languages = readdirSync(join(folder, 'words'))
  .map((name) => /^([a-z]{2,3})\.json$/.exec(name)?.[1] ?? name);
const words = Object.fromEntries(languages.map((language) => [language,
  JSON.parse(read('templates', 'words', `${language}.json`))]));
const keys = Object.keys(words.en);

/* "{0,plural}" and "{1}", each once, in order. */
const argumentsOf = (text) => [...new Set([...text.matchAll(
  /\{(\d)(?:,\s*([a-z]+)|\})/g)].map(([, n, kind]) => `${n}${kind ?? ''}`))]
  .sort().join(' ');

/* A template without its comment on top. */
const marked = (name) => read('templates', name)
  .replace(/\{\{![\s\S]*?\n\}\}\n/g, '');
const templates = readdirSync(folder).filter((name) => name.endsWith('.tpl'));
/* All C, the pieces of long texts put together. */
const sources = ['cgi-bin', ...readdirSync(join(root, 'src'))
  .map((area) => join('src', area))].flatMap((area) =>
  readdirSync(join(root, area)).filter((name) => name.endsWith('.c'))
    .map((name) => read(area, name))).join('\n').replace(/"\s*\n\s*"/g, '');

test('the languages that are promised are there', () => {
  for (const language of ['en', 'de', 'fr', 'es', 'ja', 'ar'])
    assert.ok(languages.includes(language), language);
});

for (const language of languages)
  describe(language, () => {
    test('has the words of English, in the same order', () => {
      assert.deepEqual(Object.keys(words[language]), keys);
    });
    test('has their arguments', () => {
      for (const key of keys)
        assert.equal(argumentsOf(words[language][key]),
          argumentsOf(words.en[key]), key);
    });
    test('has the plurals that its numbers take', () => {
      const rules = new Intl.PluralRules(language);
      const kinds = new Set([1, 2, 3, 11, 100].map((n) => rules.select(n)));
      for (const key of keys.filter((one) => / ?plural,/
        .test(words[language][one])))
        for (const kind of [...kinds, 'other'])
          assert.ok(words[language][key].includes(`${kind}{`) ||
            (kind === 'one' && words[language][key].includes('=1{')),
          `${key} without ${kind}`);
    });
    test('quotes no argument away, and has no markup', () => {
      for (const key of keys) {
        assert.doesNotMatch(words[language][key], /'[{}]/, key);
        assert.doesNotMatch(words[language][key], /[<>]|\{\{/, key);
        assert.notEqual(words[language][key].trim(), '', key);
      }
    });
  });

test('a word of the shop has its name, and nothing else', () => {
  for (const key of keys.filter((one) => one.endsWith('_shop')))
    assert.equal(argumentsOf(words.en[key]), '0', key);
});

test('every word that a page shows is there, and ready to show', () => {
  for (const name of templates)
    for (const [, marker] of marked(name).matchAll(/\{\{W_([A-Z0-9_]+)\}\}/g)) {
      const key = marker.toLowerCase();
      assert.ok(key in words.en, `${name}: ${key}`);
      assert.ok(key.endsWith('_shop') || argumentsOf(words.en[key]) === '',
        `${name}: ${key} has arguments`);
    }
});

test('the pages of the API half have no text of their own', () => {
  for (const name of templates.filter((one) => /^(part_)?pay/.test(one))) {
    const text = marked(name).replace(/\{\{[^}]*\}\}/g, '')
      .replace(/<script[^>]*><\/script>|<!doctype html>/g, '');
    const shown = [...text.matchAll(/>([^<]*)</g)].map(([, one]) => one.trim())
      .filter((one) => /[a-z]/i.test(one) && one !== 'IBAN');
    assert.deepEqual(shown, [], name);
    const spoken = [...text.matchAll(
      /\b(aria-label|title|alt|data-working|data-alone)="([^"]+)"/g)]
      .map(([, , one]) => one).filter((one) => /[a-z]/i.test(one));
    assert.deepEqual(spoken, [], name);
  }
});

test('every word is used', () => {
  const shown = templates.map(marked).join('\n');
  for (const key of keys)
    assert.ok(shown.includes(`{{W_${key.toUpperCase()}}}`) ||
      sources.includes(`"${key}"`) || key.startsWith('per_') ||
      sources.includes(`"${words.en[key]}"`), key);
});

test('a text that a shopper may read has words', () => {
  const cards = read('src', 'payments', 'card.c') +
    read('src', 'payments', 'iban.c');
  const texts = [...cards.replace(/"\s*\n\s*"/g, '')
    .matchAll(/"((?:Your|An error|We are)[^"]*\.)"/g)].map(([, text]) => text);
  assert.ok(texts.length > 10);
  const known = Object.values(words.en);
  assert.deepEqual(texts.filter((text) => !known.includes(text)), []);
});
