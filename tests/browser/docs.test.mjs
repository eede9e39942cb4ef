/* The pages at /docs in a browser, with and without scripts. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { Till } from '../lib/till.mjs';

let till;

before(async () => { till = await Till.start(); });
after(() => till?.stop());

const kinds = [
  { javaScript: true, size: sizes[0] },
  { javaScript: true, size: sizes[1], colorScheme: 'dark' },
  { javaScript: false, size: sizes[1] },
];

for (const kind of kinds)
  describe(`${kind.size.width} px, ${
    kind.javaScript ? 'scripts' : 'no scripts'}`, () => {
    let browser, page;

    before(async () => {
      browser = await Browser.start(kind);
      page = browser.page;
    });
    after(() => browser?.stop());

    async function look(name) {
      await browser.picture(name);
      assert.equal(await browser.tooWide(), 0, `${name} is too wide`);
      assert.deepEqual(browser.problems.splice(0), [], name);
    }

    test('from the list to a call, a parameter and an object', async () => {
      await page.goto(`${till.api}/docs`);
      await look('docs');
      await page.locator('#checkout-sessions')
        .getByRole('link', { name: 'create' }).click();
      await page.waitForURL(/\/docs\/checkout\/sessions\/create$/);
      await page.getByRole('heading', { level: 1,
        name: 'checkout sessions: create' }).waitFor();
      await look('docs-call');
      await page.locator('#line_items-price a').click();
      assert.match(page.url(), /#line_items-price$/);
      await page.locator('#currency summary').click();
      await page.locator('#currency .values').getByText('usd').waitFor();
      await page.locator('section[aria-labelledby=returns]')
        .getByRole('link', { name: 'checkout.session' }).first().click();
      await page.waitForURL(/\/docs\/objects\/checkout\.session$/);
      await look('docs-object');
    });

    test('a search', async () => {
      await page.goto(`${till.api}/docs/prices/create`);
      await page.locator('#q').pressSequentially('client_ref');
      if (!kind.javaScript)
        await page.locator('#q').press('Enter');
      await page.getByRole('heading', { name: /found for “client_ref”/ })
        .waitFor();
      await look('docs-search');
      await page.locator('.hits a').first().click();
      await page.waitForURL(
        /\/docs\/checkout\/sessions\/create#client_reference_id$/);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    if (kind.javaScript)
      test('an emptied search shows the page again', async () => {
        await page.goto(`${till.api}/docs/prices/create`);
        await page.keyboard.press('/');
        await page.keyboard.type('metadata');
        await page.locator('#found h2').waitFor();
        await page.locator('#q').fill('');
        await page.locator('#found h2').waitFor({ state: 'detached' });
        assert.deepEqual(browser.problems.splice(0), []);
      });

    test('a page that is not there', async () => {
      await page.goto(`${till.api}/docs/teapots`);
      await page.getByRole('heading', { name: 'There is no such page' })
        .waitFor();
      await look('docs-none');
    });
  });
