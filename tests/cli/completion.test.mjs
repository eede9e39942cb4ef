/* What bash itself offers, in a shell that reads a terminal and in one that
 * is asked. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { build, root } from '../lib/till.mjs';

const env = { PATH: `${build}:${process.env.PATH}`, HOME: '/nonexistent' };

/* What _till leaves in COMPREPLY when bash has these words, the last begun. */
function asked(words) {
  const script = `source <(till completion bash)
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _till
    [ \${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-uc', script, 'bash', ...words],
    { env, cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('asked', () => {
  const rows = [
    [['till', 'cl'], ['clock']],
    [['till', 'checkout', 'sessions', 'ex'], ['expire']],
    [['till', 'checkout', 'sessions', 'create', '-d', 'mo'], ['mode=']],
    [['till', 'checkout', 'sessions', 'create', '-d', 'mode', '=', 'p'],
      ['payment']],
    [['till', 'checkout', 'sessions', 'create', '-d', 'line_items[0][qu'],
      ['line_items[0][quantity]=']],
    [['till', 'checkout', 'sessions', 'create', '--line-items[0][qu'],
      ['--line-items[0][quantity]=']],
    [['till', 'checkout', 'sessions', 'create', '--line-it'],
      ['--line-items[']],
    [['till', 'checkout', 'sessions', 'create', '-d', '"line_items[0][qu'],
      ['line_items[0][quantity]=', 'line_items[0][quantity]=...']],
    [['till', 'checkout', 'sessions', 'create', '-d', '"mode=p'],
      ['mode=payment']],
    [['till', 'checkout', 'sessions', 'list', '--lim'], ['--limit']],
    [['till', 'checkout', 'sessions', 'retrieve', ''], []],
    [['till', 'nothing', ''], []],
  ];
  for (const [words, offers] of rows)
    test(words.join(' '), () => assert.deepEqual(asked(words), offers));

  test('the function is for till', () => {
    assert.match(execFileSync('bash', ['-c',
      'source <(till completion bash); complete -p till'],
    { env, encoding: 'utf8' }), /^complete -F _till till$/m);
  });
});

/* What stands on the line after keys, Tab among them, in an interactive bash
 * whose command is made to print its own words. */
function typed(keys) {
  const rc = `source <(till completion bash)
    bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
    till() { [ "$1" = __complete ] && command till "$@" && return
      printf 'WORDS'; printf '<%s>' "$@"; echo; }`;
  return new Promise((done, fail) => {
    const child = execFile('script', ['-qec',
      `bash --noprofile --rcfile <(cat <<'END'\n${rc}\nEND\n) -i`,
      '/dev/null'], { env: { ...env, TERM: 'dumb', SHELL: '/bin/bash' },
      timeout: 20000 }, (error, out) => {
      const found = /^WORDS(.*?)\r?$/m.exec(out);
      if (found === null)
        fail(new Error(`nothing was run: ${out}`));
      else
        done([...found[1].matchAll(/<([^>]*)>/g)].map(([, word]) => word));
    });
    child.stdin.write(`${keys}\nexit\n`);
  });
}

describe('typed', () => {
  const rows = [
    ['till checko\tses\tcrea\t-d mod\tpaym\t',
      ['checkout', 'sessions', 'create', '-d', 'mode=payment']],
    ['till checkout sessions create -d "line_items[0][qu\t2"',
      ['checkout', 'sessions', 'create', '-d', 'line_items[0][quantity]=2']],
    ['till checkout sessions create -d "mode=p\t',
      ['checkout', 'sessions', 'create', '-d', 'mode=payment']],
    ['till checkout sessions create -d line_it\tprice]\t5',
      ['checkout', 'sessions', 'create', '-d', 'line_items[0][price]=5']],
    ['till prod\tlist --act\tf\t', ['products', 'list', '--active', 'false']],
  ];
  for (const [keys, words] of rows)
    test(keys.replaceAll('\t', '⇥'), async () =>
      assert.deepEqual(await typed(keys), words));
});
