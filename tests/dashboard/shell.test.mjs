/* The shell: what it runs, completes and hears, with and without scripts. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { barriers } from '../lib/axe.mjs';
import { Browser, sizes } from '../lib/browser.mjs';
import { see, tokenOf } from '../lib/dashboard.mjs';
import { Till, until } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
after(() => till?.stop());

const words = async (line) => {
  const { text } = await see(till,
    `/shell/complete?line=${encodeURIComponent(line)}`);
  const answer = JSON.parse(text);
  return [answer.word, ...answer.words];
};

describe('completes', () => {
  const rows = [
    ['check', ['check', 'checkout']],
    ['che cus', ['cus']],
    ['hel', ['hel', 'help']],
    ['lis', ['lis', 'listen']],
    ['checkout ', ['', 'sessions']],
    ['$ till checkout ', ['', 'sessions']],
    ['checkout sessions ex', ['ex', 'expire']],
    ['prices list --lim', ['--lim', '--limit']],
    ['checkout sessions create --line-it', ['--line-it', '--line-items[']],
    ['checkout sessions create --line-items[0][pri',
      ['--line-items[0][pri', '--line-items[0][price]=',
        '--line-items[0][price_data][']],
    ['checkout sessions create --mode=pay', ['--mode=pay',
      '--mode=payment']],
    ['checkout sessions create --mode sub', ['sub', 'subscription']],
    ['checkout sessions create -d mode=set', ['mode=set', 'mode=setup']],
    ['checkout sessions retrieve cs_1 -e line_it', ['line_it',
      'line_items']],
    ['', ['']],
    ['nonsense wor', ['wor']],
    ['prices list --limit 3 --pro', ['--pro', '--product']],
  ];
  for (const [line, expected] of rows)
    test(JSON.stringify(line), async () => {
      const found = await words(line);
      if (line === '') {
        assert.ok(found.includes('checkout') && found.includes('help'));
        return;
      }
      assert.deepEqual(found.slice(0, expected.length), expected);
    });

  test('a line that is too long, or all quotes', async () => {
    for (const line of ['x '.repeat(3000), '"'.repeat(500), '\\', "'a b"])
      assert.ok(Array.isArray(await words(line)));
  });
});

describe('runs', () => {
  const run = async (line) => {
    const token = tokenOf(await see(till, '/shell'));
    const { status, text } = await see(till, '/shell', { method: 'POST',
      form: { token, line } });
    assert.equal(status, 200, line);
    return /<section id="said-here"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
  };
  const rows = [
    ['products list --limit 1', /badge good">200<.*"list"|&quot;list&quot;/s],
    ['till api products list --limit 1', /badge good">200</],
    ['products list --limit ten', /badge stop">400</],
    ['products retrieve prod_none', /badge stop">404<.*No such product/s],
    ['products lst', /class="code why".*did you mean list\?/s],
    ['teapots list', /class="code why".*no command or resource teapots/s],
    ['products', /usage: till products &lt;operation&gt;/],
    ['products list --odd 1', /no option --odd/],
    ['products list --table', /prints JSON/],
    ['products list --api-key sk_test_x', /with its own key/],
    ['products retrieve', /usage: till products retrieve &lt;id&gt;/],
    ['products create --name "two words" \'--metadata[a b]=c "d"\'',
      /two words.*&quot;a b&quot;.*c \\&quot;d\\&quot;/s],
    ['help', /calls the API.*checkout sessions/s],
    ['help checkout sessions create', /line_items/],
    ['products create --help', /POST \/v1\/products/],
    ['help products', /create, list, retrieve/],
    ['listen', /needs a browser with scripts/],
    ['products create --name "open', /a quote in it has no end/],
    ['products create -d name=Tea --idempotency-key once',
      /badge good">200</],
    ['products create -d name=Other --idempotency-key once',
      /badge stop">400</],
    ['$', /^<section/],
  ];
  for (const [line, expected] of rows)
    test(line, async () => assert.match(await run(line), expected));

  test('markup in a line and an answer as text', async () => {
    const said = await run(
      'products create --name "<img src=x onerror=alert(1)>"');
    assert.doesNotMatch(said, /<img/);
    assert.match(said, /&lt;img src=x onerror=alert\(1\)&gt;/);
  });

  test('a session that is then there', async () => {
    await run('checkout sessions create --mode payment --success-url ' +
      'https://shop.example --client-reference-id from-shell ' +
      '--line-items[0][quantity]=2 --line-items[0][price_data]' +
      '[currency]=eur --line-items[0][price_data][unit_amount]=700 ' +
      '--line-items[0][price_data][product_data][name]=Tea');
    const [session] = (await stripe.checkout.sessions.list()).data;
    assert.equal(session.client_reference_id, 'from-shell');
    assert.equal(session.amount_total, 1400);
  });
});

describe('over a page', () => {
  let browser, page;
  const line = () => page.locator('.shell input');
  const log = () => page.getByRole('log');

  before(async () => {
    browser = await Browser.start({ size: sizes[0] });
    page = browser.page;
  });
  after(() => browser?.stop());

  const open = async (path) => {
    await page.goto(till.api + path);
    await page.keyboard.press('Control+Backquote');
    await line().waitFor();
  };
  const enter = async (text) => {
    await line().fill(text);
    await page.keyboard.press('Enter');
  };

  for (const path of ['/dashboard', '/docs', '/docs/prices/create'])
    test(`opens on ${path}, runs, and closes`, async () => {
      await open(path);
      await enter('products list --limit 1');
      await log().locator('.json').waitFor();
      assert.deepEqual(await barriers(page), []);
      await page.keyboard.press('Escape');
      await line().waitFor({ state: 'hidden' });
      await page.locator('.to-shell').click();
      await line().waitFor();
      await page.keyboard.press('Control+Backquote');
      await line().waitFor({ state: 'hidden' });
      assert.deepEqual(browser.problems.splice(0), []);
    });

  test('keeps the focus within', async () => {
    await open('/dashboard');
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press('Shift+Tab');
      assert.ok(await page.evaluate(() => document.activeElement ===
        document.body || document.activeElement.closest('.shell') !== null));
    }
    await page.keyboard.press('Escape');
  });

  test('completes with Tab', async () => {
    await open('/dashboard');
    for (const [typed, whole] of [['checkout sess', 'checkout sessions '],
      ['cre', 'checkout sessions create '],
      ['--mode=pay', 'checkout sessions create --mode=payment ']]) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Tab');
      await until(whole, async () => await line().inputValue() === whole);
    }
    await line().fill('prices list --cr');
    await page.keyboard.press('Tab');
    await until('brackets', async () =>
      await line().inputValue() === 'prices list --created[');
    await line().fill('products ');
    await page.keyboard.press('Tab');
    await log().getByText('create list retrieve').waitFor();
  });

  test('finds earlier lines with the arrow keys', async () => {
    await open('/dashboard');
    await enter('clear');
    await enter('products list --limit 1');
    await log().locator('.json').waitFor();
    await enter('prices list --limit 1');
    await log().locator('.json').nth(1).waitFor();
    await page.keyboard.type('now');
    const values = [];
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
      values.push(await line().inputValue());
    }
    assert.deepEqual(values, ['prices list --limit 1',
      'products list --limit 1', 'prices list --limit 1', 'now']);
    await enter('clear');
    await log().locator('.json').first().waitFor({ state: 'detached' });
  });

  test('hears events as they happen', async () => {
    await open('/dashboard');
    await enter('listen checkout.session.*');
    await log().getByText('Listening').waitFor();
    await stripe.customers.create({});
    const { id } = await openSession(stripe);
    await stripe.checkout.sessions.expire(id);
    await log().getByText('checkout.session.expired').waitFor();
    assert.equal(await log().getByText('customer.created').count(), 0);
    await page.keyboard.press('Enter');
    await log().getByText('No longer listening').waitFor();
    assert.deepEqual(browser.problems.splice(0), []);
  });
});

test('without scripts it is a page', async () => {
  const browser = await Browser.start({ javaScript: false, size: sizes[1] });
  try {
    const { page } = browser;
    await page.goto(`${till.api}/docs`);
    await page.getByRole('link', { name: 'Shell' }).click();
    await page.getByLabel('A call of the API').fill('products list --limit 1');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.locator('.json').waitFor();
    await browser.picture('dashboard-shell');
    assert.equal(await browser.tooWide(), 0);
    assert.deepEqual(browser.problems, []);
  } finally {
    await browser.stop();
  }
});
