/* The manual page names what the program has. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { build, root } from '../lib/till.mjs';

const page = readFileSync(join(root, 'src/cli/till.1'), 'utf8');
const help = (...words) => execFileSync(join(build, 'till'),
  [...words, '--help'], { encoding: 'utf8' });

/* The names that a part of the help lists. */
const listed = (from, to) => {
  const text = help();
  return [...text.slice(text.indexOf(from), text.indexOf(to))
    .matchAll(/^ {2}([a-z][a-z_-]*)/gm)].map(([, name]) => name);
};

test('no command hides a resource', () => {
  const resources = listed('\nResources', '\nEach explains itself');
  assert.ok(resources.length > 10);
  for (const name of listed('\nCommands\n', '\nResources'))
    assert.ok(!resources.includes(name), name);
});

test('every command', () => {
  const names = listed('\nCommands\n', '\nResources');
  assert.ok(names.length > 4);
  for (const name of names)
    assert.match(page, new RegExp(`\\b(Cm|Op Cm) ${name}\\b`), name);
});

test('every option', () => {
  const text = help('prices', 'create');
  const options = text.slice(text.indexOf('\nOptions\n'),
    text.indexOf('\nParameters'));
  const names = [...options.matchAll(/^ {2}.*?--([a-z-]+)/gm)]
    .map(([, name]) => name);
  assert.ok(names.length > 6);
  for (const name of names)
    assert.match(page, new RegExp(`Fl Fl ${name}\\b`), name);
});

test('every exit status', () => {
  for (const status of [0, 1, 2, 3])
    assert.match(page, new RegExp(`^\\.It ${status}$`, 'm'));
});
