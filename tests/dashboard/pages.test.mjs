/* The dashboard in a browser: lists, objects, buttons, and what is new. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { barriers } from '../lib/axe.mjs';
import { Browser, sizes } from '../lib/browser.mjs';
import { Till, until } from '../lib/till.mjs';
import { openSession } from '../lib/webhooks.mjs';

let till, stripe;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
});
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
      if (kind.javaScript)
        assert.deepEqual(await barriers(page), [], name);
    }

    const row = (id) => page.locator(`tr[data-id="${id}"]`);

    test('from the list to a session, and its button', async () => {
      const { id } = await openSession(stripe,
        { client_reference_id: 'cart-7' });
      await page.goto(`${till.api}/dashboard`);
      await row(id).getByText('cart-7').waitFor();
      await look('dashboard');
      await row(id).locator('td.own a').click();
      await page.waitForURL(`${till.api}/dashboard/sessions/${id}`);
      await page.getByRole('heading', { level: 1, name: 'Session open' })
        .waitFor();
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await page.getByRole('heading', { level: 1,
        name: 'Session complete paid' }).waitFor();
      await page.locator('.events > li > p')
        .getByText('checkout.session.completed').waitFor();
      await look('dashboard-session');
      assert.equal((await stripe.checkout.sessions.retrieve(id)).status,
        'complete');
    });

    if (kind.javaScript)
      test('a new session comes by itself', async () => {
        await page.goto(`${till.api}/dashboard`);
        await page.locator('.rows').waitFor();
        await until('the page to look', () => page.evaluate(() =>
          performance.getEntriesByType('resource')
            .some((one) => one.name.endsWith('/newest'))));
        const { id } = await openSession(stripe);
        await row(id).waitFor();
        await stripe.checkout.sessions.expire(id);
        await row(id).getByText('expired').waitFor();
        assert.deepEqual(browser.problems.splice(0), []);
      });
  });
