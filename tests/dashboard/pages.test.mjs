/* The dashboard in a browser: lists, objects, buttons, and what is new. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { barriers } from '../lib/axe.mjs';
import { Browser, sizes } from '../lib/browser.mjs';
import { Till, until } from '../lib/till.mjs';
import { openSession, own } from '../lib/webhooks.mjs';

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

    test('every page, whole, wide and light enough', async () => {
      const { id } = await openSession(stripe);
      const { data: [event] } = await stripe.events.list({ limit: 1 });
      const { data: [endpoint] } = await stripe.webhookEndpoints.list();
      for (const path of ['', '/events', `/events/${event.id}`,
        '/deliveries', '/deliveries/1', `/webhook_endpoints/${endpoint.id}`,
        '/requests', '/keys', '/trouble', '/shell', `/sessions/${id}`,
        '/prices', '/coupons', '/teapots']) {
        const answer = await page.goto(`${till.api}/dashboard${path}`);
        const weight = (await answer.body()).length;
        assert.ok(weight < 60000, `${path}: ${weight} bytes`);
        await look(`dashboard${path.replaceAll('/', '-')
          .replace(/-(evt|we|cs)_.*/, '-one')}`);
      }
    });

    test('deliveries: held, released, seen, and sent again', async () => {
      await page.goto(`${till.api}/dashboard/deliveries`);
      await page.getByRole('button', { name: 'Hold all' }).click();
      await page.locator('.switches').getByText('hold', { exact: true })
        .waitFor();
      const { id } = await openSession(stripe);
      await stripe.checkout.sessions.expire(id);
      await page.goto(`${till.api}/dashboard/sessions/${id}`);
      await page.locator('.delivery').getByText('pending').waitFor();
      await page.locator('.delivery').getByText('Not tried yet').waitFor();
      await page.goto(`${till.api}/dashboard/deliveries?state=pending`);
      await page.getByRole('button', { name: 'Release', exact: true })
        .click();
      await page.getByText('all goes out').waitFor();
      await until('it to be delivered', async () => {
        await page.goto(`${till.api}/dashboard/sessions/${id}`);
        return await page.locator('.delivery .badge').innerText() ===
          'delivered';
      });
      await page.getByRole('button', { name: /^Send delivery \d+ again$/ })
        .click();
      await until('another try', async () => {
        await page.goto(`${till.api}/dashboard/sessions/${id}`);
        return await page.locator('.tries li').count() === 2;
      });
      await page.locator('.delivery > header a').click();
      await page.getByRole('heading', { level: 1, name: 'Delivery' })
        .waitFor();
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('the clock, by its buttons', async () => {
      for (const [name, days] of [['+1 h', 1 / 24], ['+25 h', 25 / 24],
        ['+1 month', 28]]) {
        await page.goto(`${till.api}/dashboard/events`);
        const before = (await own(till, 'GET', 'clock')).now;
        await page.locator('.clock summary').click();
        await page.getByRole('button', { name, exact: true }).click();
        await page.waitForURL(`${till.api}/dashboard/events`);
        await until(name, async () =>
          (await own(till, 'GET', 'clock')).now >= before + days * 86400);
      }
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('trouble on demand, and all well again', async () => {
      await page.goto(`${till.api}/dashboard/trouble`);
      await page.getByLabel('drop: how many').fill('3');
      await page.getByRole('button', { name: 'drop: switch on' }).click();
      await page.locator('tr', { hasText: 'drop' }).getByText('3').waitFor();
      assert.equal((await own(till, 'GET', 'webhooks')).drop, 3);
      await page.getByRole('button', { name: 'drop: switch off' }).click();
      await until('none to drop', async () =>
        (await own(till, 'GET', 'webhooks')).drop === 0);
      await page.getByLabel('Calls, all when empty').fill('POST /v1/prices');
      await page.getByRole('button', { name: 'Plan' }).click();
      await page.locator('#faults ~ table').getByText('POST /v1/prices')
        .waitFor();
      await look('dashboard-trouble-planned');
      await page.locator('section', { hasText: 'The API' }).last()
        .getByRole('button', { name: 'All well again' }).click();
      await page.getByText('It answers as it should').waitFor();
      const name = `kept-${kind.size.width}-${kind.javaScript}`;
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Save this state' }).click();
      await page.getByText(name).waitFor();
      const { id } = await stripe.customers.create({});
      await page.getByRole('button', { name: `Put ${name} back` }).click();
      await until('the customer to be gone', () =>
        stripe.customers.retrieve(id).then(() => false, () => true));
      await page.goto(`${till.api}/dashboard/trouble`);
      await page.getByRole('button', { name: `Delete ${name}` }).click();
      await page.getByText(name).waitFor({ state: 'detached' });
      assert.deepEqual(browser.problems.splice(0), []);
    });

    if (!kind.javaScript)
      return;

    test('a new session comes by itself', async () => {
      await page.goto(`${till.api}/dashboard`);
      await looked();
      const { id } = await openSession(stripe);
      await row(id).waitFor();
      await stripe.checkout.sessions.expire(id);
      await row(id).getByText('expired').waitFor();
      assert.deepEqual(browser.problems.splice(0), []);
    });

    /* Waits until the page has asked what is newest. */
    const looked = () => until('the page to look', () => page.evaluate(() =>
      performance.getEntriesByType('resource')
        .some((one) => one.name.endsWith('/newest'))));

    test('what is read does not move when new ones come', async () => {
      for (let i = 0; i < 25; i++)
        await openSession(stripe);
      await page.setViewportSize({ width: kind.size.width, height: 480 });
      await page.goto(`${till.api}/dashboard`);
      await looked();
      const tenth = page.locator('.rows tbody tr').nth(10);
      const id = await tenth.getAttribute('data-id');
      await row(id).evaluate((one) =>
        scrollTo(0, scrollY + one.getBoundingClientRect().top - 100));
      const at = await row(id).boundingBox();
      const { id: fresh } = await openSession(stripe);
      await row(fresh).waitFor({ state: 'attached' });
      const now = await row(id).boundingBox();
      assert.ok(Math.abs(now.y - at.y) < 2, `from ${at.y} to ${now.y}`);
      await page.getByRole('button', { name: /new ↑/ }).click();
      await page.waitForFunction(() => scrollY === 0);
      await page.setViewportSize(kind.size);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('a session tells what happens while it is looked at', async () => {
      const { id } = await openSession(stripe);
      await page.goto(`${till.api}/dashboard/sessions/${id}`);
      await looked();
      await page.locator('.json details').first().evaluate((one) => {
        one.open = false;
      });
      await own(till, 'POST', `sessions/${id}/decline`);
      await page.locator('.events > li > p')
        .getByText('charge.failed').waitFor();
      await own(till, 'POST', `sessions/${id}/complete`);
      await page.getByRole('heading', { name: 'Session complete paid' })
        .waitFor();
      await page.locator('.events .badge.good').first().waitFor();
      for (const type of ['charge.failed', 'charge.succeeded',
        'payment_intent.payment_failed', 'checkout.session.completed'])
        assert.equal(await page.locator('.events > li > p')
          .getByText(type, { exact: true }).count(), 1, type);
      assert.equal(await page.getByRole('button', { name: 'Pay' }).count(),
        0);
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('filters while one types', async () => {
      const { id } = await openSession(stripe,
        { client_reference_id: `typed-${kind.size.width}` });
      await page.goto(`${till.api}/dashboard`);
      await page.locator('.filters [name=q]')
        .pressSequentially(`typed-${kind.size.width}`);
      await until('one row', async () =>
        await page.locator('.rows tbody tr').count() === 1);
      await row(id).waitFor();
      assert.match(page.url(), /q=typed-/);
      await page.locator('.filters [name=status]').selectOption('expired');
      await page.getByText('Nothing here yet').waitFor();
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('an id copies when pressed, JSON folds', async () => {
      const { id } = await openSession(stripe);
      await browser.context.grantPermissions(['clipboard-read',
        'clipboard-write']);
      await page.goto(`${till.api}/dashboard/sessions/${id}`);
      await page.locator('.mine .id').click();
      await page.getByText(`Copied ${id}`).waitFor({ state: 'attached' });
      assert.equal(await page.evaluate(() =>
        navigator.clipboard.readText()), id);
      const key = page.locator('.json').getByText('"after_expiration"',
        { exact: true });
      assert.ok(await page.locator('.json').getByText('"livemode"')
        .isVisible());
      await page.locator('.json summary').first().click();
      assert.ok(!await page.locator('.json').getByText('"livemode"')
        .isVisible());
      await page.locator('.json summary').first().click();
      assert.ok(await key.isVisible());
      assert.deepEqual(browser.problems.splice(0), []);
    });

    test('times are relative, with the exact one on hover', async () => {
      const { id, created } = await openSession(stripe);
      await page.goto(`${till.api}/dashboard`);
      const time = row(id).locator('time');
      assert.match(await time.innerText(), /^\d+ s ago$/);
      assert.equal(await time.getAttribute('title'),
        new Date(created * 1000).toISOString().replace('.000', ''));
    });
  });

describe('the buttons of a session', () => {
  const rows = [
    ['Pay', 'complete', 'paid', 'checkout.session.completed'],
    ['Decline', 'open', 'unpaid', 'charge.failed'],
    ['Expire', 'expired', 'unpaid', 'checkout.session.expired'],
    ['Debit succeeds', 'complete', 'paid',
      'checkout.session.async_payment_succeeded'],
    ['Debit fails', 'complete', 'unpaid',
      'checkout.session.async_payment_failed'],
  ];
  let browser;
  before(async () => {
    browser = await Browser.start({ javaScript: false, size: sizes[0] });
  });
  after(() => browser?.stop());

  for (const [name, status, paid, type] of rows)
    test(name, async () => {
      const { page } = browser;
      const { id } = await openSession(stripe,
        { payment_method_types: ['card', 'sepa_debit'] });
      await page.goto(`${till.api}/dashboard/sessions/${id}`);
      await page.getByRole('button', { name, exact: true }).click();
      await page.locator('.events > li > p').getByText(type, { exact: true })
        .waitFor();
      const session = await stripe.checkout.sessions.retrieve(id);
      assert.equal(session.status, status);
      assert.equal(session.payment_status, paid);
    });

  test('a subscription is cancelled, an endpoint disabled and enabled',
    async () => {
      const { page } = browser;
      const [price] = (await stripe.prices.list(
        { lookup_keys: ['monthly_usd'] })).data;
      const { id } = await openSession(stripe, { mode: 'subscription',
        line_items: [{ price: price.id, quantity: 1 }] });
      await own(till, 'POST', `sessions/${id}/complete`);
      const { subscription, customer } =
        await stripe.checkout.sessions.retrieve(id);
      await page.goto(`${till.api}/dashboard/sessions/${id}`);
      await page.locator('.facts').getByRole('link',
        { name: new RegExp(`^${subscription.slice(0, 14)}`) }).click();
      await page.waitForURL(`**/subscriptions/${subscription}`);
      await page.getByRole('button', { name: 'Cancel', exact: true })
        .click();
      await page.getByRole('heading', { level: 1,
        name: 'Subscription canceled' }).waitFor();
      await page.goto(`${till.api}/dashboard/customers/${customer}`);
      for (const name of ['Sessions', 'Subscriptions', 'Invoices',
        'Payments', 'Payment methods'])
        await page.getByRole('region', { name, exact: true })
          .locator('tbody tr').first().waitFor();
      const hook = await stripe.webhookEndpoints.create({
        url: 'http://127.0.0.1:9/hook', enabled_events: ['coupon.created'] });
      await page.goto(`${till.api}/dashboard/webhook_endpoints/${hook.id}`);
      await page.getByRole('button', { name: 'Disable' }).click();
      await page.getByRole('button', { name: 'Enable' }).click();
      await page.getByRole('button', { name: 'Disable' }).waitFor();
      assert.equal((await stripe.webhookEndpoints.retrieve(hook.id)).status,
        'enabled');
      assert.deepEqual(browser.problems, []);
    });
});
