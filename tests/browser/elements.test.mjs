/*
 * The browser scripts of test mode in pages of the shop and of another site:
 * the pricing table and the embedded checkout, wide and narrow.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { signedIn } from '../lib/shop.mjs';
import { Site } from '../lib/site.mjs';
import { Till, temporaryFolder, token } from '../lib/till.mjs';

let till, stripe, site, key;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  key = till.secret('publishable_key');
  site = await Site.start();
});
after(async () => {
  await site?.stop();
  await till?.stop();
});

const TABLE = 'prctbl_till_sample';
const submit = '[data-testid="hosted-payment-submit-button"]';
const card = { '#cardExpiry': '12 / 40', '#cardCvc': '123',
  '#billingName': 'Ada Lovelace', '#billingPostalCode': '12345' };

/* Fills the form of a page or a frame in and sends it. */
async function pay(where, { number = '4242 4242 4242 4242',
  email = 'ada@shop.example' } = {}) {
  for (const [field, value] of Object.entries({ ...card,
    '#cardNumber': number }))
    await where.locator(field).fill(value);
  if (email)
    await where.locator('#email').fill(email);
  await where.locator(submit).click();
}

const sessionIn = (page) => /cs_test_[A-Za-z0-9]+/.exec(page.url())?.[0];

/* A client secret of a customer session. */
async function secretFor(customer, component = 'pricing_table') {
  const session = await stripe.customerSessions.create({ customer,
    components: { [component]: { enabled: true } } });
  return session.client_secret;
}

/* A page of the site with a pricing table of these attributes. */
function tablePage(attributes) {
  const text = Object.entries({ 'pricing-table-id': TABLE,
    'publishable-key': key, ...attributes }).map(([name, value]) =>
    `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`);
  return site.put('/plans', `<h1>Plans</h1>
    <script async src="${till.api}/v3/pricing-table.js"></script>
    <stripe-pricing-table ${text.join(' ')}></stripe-pricing-table>`);
}

for (const size of sizes)
  describe(`${size.width} px`, () => {
    let browser, page;

    before(async () => {
      browser = await Browser.start({ size });
      page = browser.page;
    });
    after(() => browser?.stop());

    async function look(name) {
      await browser.picture(name);
      assert.equal(await browser.tooWide(), 0, `${name} is too wide`);
      assert.deepEqual(browser.problems.splice(0), [], name);
    }

    describe('the pricing table', () => {
      test('sells a plan to a signed-in customer, by keyboard', async () => {
        const customer = await stripe.customers.create({
          email: 'grace@shop.example' });
        const [name, value] = signedIn(till, customer.id).Cookie.split('=');
        await browser.context.addCookies([{ name, value, url: till.shop }]);
        await page.goto(`${till.shop}/pricing`);
        const plan = page.getByRole('listitem', { name: 'The monthly tin' });
        await plan.getByText('$15.00').waitFor();
        await page.getByRole('radio', { name: 'Monthly' }).focus();
        await page.keyboard.press('ArrowRight');
        await plan.getByText('$165.00').waitFor();
        await look('pricing-yearly');
        await plan.getByRole('button').focus();
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/c\/pay\/cs_test_/);
        const id = sessionIn(page);
        assert.match(await page.textContent('main'), /\$165\.00/);
        assert.match(await page.textContent('main'), /grace@shop\.example/);
        await look('pricing-hosted');
        await pay(page, { email: null });
        await page.getByText('This order is complete').waitFor();
        await look('pricing-done');

        const session = await stripe.checkout.sessions.retrieve(id);
        assert.equal(session.status, 'complete');
        assert.equal(session.mode, 'subscription');
        assert.equal(session.customer, customer.id);
        assert.equal(session.client_reference_id, customer.id);
        await page.getByRole('link', { name: 'Back to Second Pot' }).click();
        await page.waitForURL(`${till.shop}/pricing`);
        await browser.context.clearCookies();
      });

      test('sells a plan to a guest', async () => {
        await page.goto(`${till.shop}/pricing`);
        await page.getByRole('button', { name: 'Try it free' }).waitFor();
        await look('pricing');
        await page.getByRole('button', { name: 'Subscribe' }).click();
        await page.waitForURL(/\/c\/pay\/cs_test_/);
        const id = sessionIn(page);
        await pay(page);
        await page.getByText('This order is complete').waitFor();
        const session = await stripe.checkout.sessions.retrieve(id);
        assert.equal(session.customer_details.email, 'ada@shop.example');
        assert.equal(session.client_reference_id, null);
        assert.deepEqual(browser.problems.splice(0), []);
      });

      test('tells of a trial, and what comes after it', async () => {
        await page.goto(`${till.shop}/pricing`);
        await page.getByText('First 14 days free').waitFor();
        await page.getByRole('button', { name: 'Try it free' }).click();
        await page.waitForURL(/\/c\/pay\/cs_test_/);
        const heading = page.getByRole('heading', { level: 1 });
        assert.match(await heading.textContent(),
          /14 days free\s+then \$27\.00 per month/);
        assert.match(await page.textContent('tfoot'), /\$0\.00/);
        await look('pricing-trial');
        const id = sessionIn(page);
        await pay(page);
        await page.getByText('This order is complete').waitFor();
        const session = await stripe.checkout.sessions.retrieve(id);
        assert.equal(session.amount_total, 0);
        assert.equal(session.payment_status, 'no_payment_required');
        assert.deepEqual(browser.problems.splice(0), []);
      });

      test('gives a page back as it was', async () => {
        await page.goto(tablePage({ 'customer-email': 'lin@shop.example' }));
        await page.getByRole('button', { name: 'Subscribe' }).click();
        await page.waitForURL(/\/c\/pay\/cs_test_/);
        assert.match(await page.textContent('main'), /lin@shop\.example/);
        await page.goBack();
        await page.getByRole('button', { name: 'Subscribe' }).click();
        await page.waitForURL(/\/c\/pay\/cs_test_/);
        await page.locator('a.back').click();
        await page.waitForURL(`${site.origin}/plans`);
        assert.deepEqual(browser.problems.splice(0), []);
      });

      test('takes a secret again: its second use is not refused', async () => {
        const customer = await stripe.customers.create();
        const secret = await secretFor(customer.id);
        for (let i = 0; i < 2; i++) {
          await page.goto(tablePage({
            'customer-session-client-secret': secret }));
          await page.getByRole('button', { name: 'Subscribe' }).click();
          await page.waitForURL(/\/c\/pay\/cs_test_/);
          const session = await stripe.checkout.sessions.retrieve(
            sessionIn(page));
          assert.equal(session.customer, customer.id);
          assert.equal(session.expires_at, session.created + 1800);
        }
        assert.deepEqual(browser.problems.splice(0), []);
      });

      const refused = [
        ['a foreign secret', /There is no such customer session/,
          async () => ({ 'customer-session-client-secret':
            `cuss_secret_${'x'.repeat(47)}` })],
        ['the secret of another component', /for another component/,
          async () => ({ 'customer-session-client-secret': await secretFor(
            (await stripe.customers.create()).id, 'buy_button') })],
        ['a foreign key', /publishable key is not one of this account/,
          async () => ({ 'publishable-key': 'pk_test_other' })],
        ['an unknown table', /No such pricing table/,
          async () => ({ 'pricing-table-id': 'prctbl_none' })],
      ];
      for (const [what, message, attributes] of refused)
        test(`says why: ${what}`, async () => {
          await page.goto(tablePage(await attributes()));
          await page.getByRole('alert').waitFor();
          assert.match(await page.getByRole('alert').textContent(), message);
          assert.equal(await page.getByRole('button').count(), 0);
          await browser.picture('pricing-refused');
          assert.equal(await browser.tooWide(), 0);
          // The console names the answer's status; nothing else is wrong.
          assert.deepEqual(browser.problems.splice(0).filter((line) =>
            !/status of 4\d\d/.test(line)), []);
        });

      const bad = [
        ['client-reference-id', 'a'.repeat(201), /200 characters/],
        ['client-reference-id', 'user/42', /letters, digits, - and _/],
        ['client-reference-id', 'jos\u00e9', /letters, digits, - and _/],
        ['client-reference-id', '"><img src=x>', /letters, digits, - and _/],
        ['customer-email', 'nobody', /whole e-mail address/],
        ['publishable-key', '', /begins with pk_/],
        ['publishable-key', 'sk_test_1', /secret key/],
        ['pricing-table-id', 'table', /prctbl_/],
      ];
      for (const [name, value, message] of bad)
        test(`asks nothing with ${name} "${value.slice(0, 20)}"`, async () => {
          let asked = 0;
          const count = (request) => {
            asked += request.url().includes('/v3/pricing_tables/');
          };
          page.on('request', count);
          await page.goto(tablePage({ [name]: value }));
          await page.getByRole('alert').waitFor();
          assert.match(await page.getByRole('alert').textContent(), message);
          page.off('request', count);
          assert.equal(asked, 0);
          // The console says the same, for the page's author.
          const said = browser.problems.splice(0);
          assert.equal(said.length, 1, said.join());
          assert.match(said[0], /^<stripe-pricing-table>: /);
          assert.match(said[0], message);
        });

      test('takes a reference of 200 characters', async () => {
        const reference = 'aZ0-_'.repeat(40);
        await page.goto(tablePage({ 'client-reference-id': reference }));
        await page.getByRole('button', { name: 'Subscribe' }).click();
        await page.waitForURL(/\/c\/pay\/cs_test_/);
        const session = await stripe.checkout.sessions.retrieve(
          sessionIn(page));
        assert.equal(session.client_reference_id, reference);
      });

      test('follows its attributes', async () => {
        await page.goto(tablePage({ 'client-reference-id': 'a/b' }));
        await page.getByRole('alert').waitFor();
        browser.problems.splice(0);
        await page.locator('stripe-pricing-table').evaluate((table) =>
          table.setAttribute('client-reference-id', 'a-b'));
        await page.getByRole('button', { name: 'Subscribe' }).waitFor();
        assert.equal(await page.getByRole('alert').count(), 0);
      });
    });

    describe('the embedded checkout', () => {
      /* A page of the site that embeds a session of these parameters. */
      async function embed(more, script = '') {
        const { data: [price] } = await stripe.prices.list({
          lookup_keys: ['teapot_usd'] });
        const session = await stripe.checkout.sessions.create({
          mode: 'payment', ui_mode: 'embedded',
          line_items: [{ price: price.id, quantity: 1 }], ...more });
        await page.goto(site.put('/pay', `<h1>Pay</h1><div id="here"></div>
          <p id="said"></p><script src="${till.api}/v3/"></script><script>
          const key = ${JSON.stringify(key)};
          const clientSecret = ${JSON.stringify(session.client_secret)};
          const say = (text) => {
            document.getElementById('said').textContent += text;
          };
          ${script || `Stripe(key).initEmbeddedCheckout({ clientSecret,
            onComplete: () => say('complete ') }).then((checkout) => {
            window.checkout = checkout;
            checkout.mount('#here');
          }, (e) => say(e.message));`}</script>`));
        return session.id;
      }

      const form = () => page.frameLocator('iframe[name=embedded-checkout]');
      const returnUrl = () =>
        `${site.put('/thanks', '<h1>Thanks</h1>')}?s={CHECKOUT_SESSION_ID}`;

      test('always goes to return_url', async () => {
        const id = await embed({ return_url: returnUrl() });
        await form().locator('#email').waitFor();
        await look('embedded-site');
        await pay(form(), { number: '4000 0000 0000 0002' });
        await form().getByRole('alert').waitFor();
        assert.match(await form().getByRole('alert').textContent(),
          /Your card was declined\./);
        await look('embedded-declined');
        await pay(form(), { email: null });
        await page.waitForURL(`${site.origin}/thanks?s=${id}`);
        const session = await stripe.checkout.sessions.retrieve(id);
        assert.equal(session.status, 'complete');
        assert.deepEqual(browser.problems.splice(0), []);
      });

      for (const [when, url] of [['if_required', returnUrl],
        ['never', () => undefined]])
        test(`${when}: stays, and says it is complete`, async () => {
          const id = await embed({ redirect_on_completion: when,
            ...url() && { return_url: url() } });
          await pay(form());
          await page.getByText('complete', { exact: true }).waitFor();
          await form().getByText('This order is complete').waitFor();
          assert.equal(new URL(page.url()).pathname, '/pay');
          await look(`embedded-${when}`);
          const session = await stripe.checkout.sessions.retrieve(id);
          assert.equal(session.status, 'complete');
        });

      test('is as tall as its form', async () => {
        await embed({ return_url: returnUrl() });
        const frame = page.locator('iframe');
        await form().locator('#email').waitFor();
        const height = () => frame.evaluate((one) => one.clientHeight);
        const inner = () => form().locator('body').evaluate((body) =>
          Math.ceil(body.getBoundingClientRect().height));
        await form().locator(submit).click();
        await form().locator('#cardNumber[aria-invalid="true"]').waitFor();
        await page.waitForFunction((px) =>
          document.querySelector('iframe').clientHeight === px, await inner());
        assert.equal(await height(), await inner());
        assert.deepEqual(browser.problems.splice(0), []);
      });

      test('fetches the secret, and is one at a time', async () => {
        await embed({ return_url: returnUrl() }, `(async () => {
          const stripe = Stripe(key);
          const first = await stripe.initEmbeddedCheckout({
            fetchClientSecret: async () => clientSecret });
          await stripe.initEmbeddedCheckout({ clientSecret }).catch(
            (e) => say(e.name + ' '));
          first.mount(document.getElementById('here'));
          first.destroy();
          if (document.querySelector('iframe')) say('a frame is left ');
          try { first.mount('#here'); } catch (e) { say(e.name + ' '); }
          const second = await stripe.initEmbeddedCheckout({ clientSecret });
          second.mount('#here');
          second.unmount();
          second.mount('#here');
          say('mounted');
        })();`);
        await form().locator('#email').waitFor();
        assert.equal(await page.textContent('#said'),
          'IntegrationError IntegrationError mounted');
        assert.deepEqual(browser.problems.splice(0), []);
      });

      const wrong = [
        ['a wrong secret', 'clientSecret.slice(0, -1) + "x"', 'key',
          /client secret is not one/],
        ['no secret', 'undefined', 'key', /fetchClientSecret/],
        ['a foreign key', 'clientSecret', '"pk_test_other"',
          /publishable key is not one/],
      ];
      for (const [what, secret, from, message] of wrong)
        test(`refuses ${what}`, async () => {
          await embed({ return_url: returnUrl() }, `
            Stripe(${from}).initEmbeddedCheckout({ clientSecret: ${secret} })
              .then(() => say('taken'), (e) => say(e.message));`);
          await page.locator('#said:not(:empty)').waitFor();
          assert.match(await page.textContent('#said'), message);
          browser.problems.splice(0);
        });

      test('has no page of its own, and none without its secret', async () => {
        const id = await embed({ return_url: returnUrl() });
        const alone = await fetch(`${till.api}/c/pay/${id}`);
        assert.equal(alone.status, 404);
        for (const [client_secret, parent, status] of [
          [`${id}_secret_x`, site.origin, 400],
          ['x', site.origin, 404],
          [`${id}_secret_x`, 'null', 400],
          [`${id}_secret_x`, 'https://a.example; script-src *', 400]]) {
          const answer = await fetch(`${till.api}/c/embedded`, {
            method: 'POST',
            body: new URLSearchParams({ key, client_secret, parent }) });
          assert.equal(answer.status, status);
          assert.doesNotMatch(await answer.text(), /cardNumber/);
        }
        browser.problems.splice(0);
      });

      test('says when it has expired', async () => {
        const id = await embed({ return_url: returnUrl() });
        await form().locator('#email').waitFor();
        await stripe.checkout.sessions.expire(id);
        /* At once: a form that is looked at finds out by itself. */
        await form().locator('#pay').evaluate((one) =>
          HTMLFormElement.prototype.submit.call(one));
        await form().getByText('This checkout has expired.').waitFor();
        assert.equal(new URL(page.url()).pathname, '/pay');
        await look('embedded-expired');
      });

      test('of the shop leads to its success page', async () => {
        await page.goto(till.shop);
        await page.evaluate((cart) => {
          const post = document.createElement('form');
          post.method = 'post';
          post.action = '/checkout';
          for (const [name, value] of Object.entries(cart)) {
            const input = document.createElement('input');
            input.type = 'hidden';
            input.name = name;
            input.value = value;
            post.append(input);
          }
          document.body.append(post);
          post.submit();
        }, { profile: 'embedded', 'items[0][lookup_key]': 'honey_usd',
          'items[0][quantity]': '2', token: token() });
        await page.waitForURL(`${till.shop}/checkout`);
        await form().locator('#email').waitFor();
        await look('embedded');
        await pay(form());
        await page.waitForURL(/\/checkout\/success\?session_id=cs_test_/);
        await page.getByRole('heading', { name: 'Thank you' }).waitFor();
        assert.deepEqual(browser.problems.splice(0), []);
      });
    });
  });

describe('a table with texts that could be taken for something else', () => {
  const odd = '<img src=x onerror=alert(1)>"\'&amp;{{NAME}}\u2028\u202e';
  const file = join(temporaryFolder('tables'), 'tables.json');
  let other, browser;

  before(async () => {
    writeFileSync(file, JSON.stringify({ pricing_tables: [{ id: TABLE,
      plans: [{ prices: [{ lookup_key: 'odd' }, { lookup_key: 'gone' }],
        description: odd, features: [odd], highlight: odd, button: odd },
      { prices: [{ price: 'price_gone' }] }] }] }));
    other = await Till.start({ env: { TILL_PRICING_TABLES: file } });
    browser = await Browser.start();
  });
  after(async () => {
    await browser?.stop();
    await other?.stop();
  });

  test('shows them as they are, and no plan that is not on sale', async () => {
    const { page } = browser;
    const product = await other.sdk().products.create({ name: odd });
    await other.sdk().prices.create({ product: product.id, currency: 'jpy',
      unit_amount: 500, lookup_key: 'odd',
      recurring: { interval: 'month', interval_count: 3 } });
    let asked = 0;
    page.on('dialog', (dialog) => {
      asked++;
      dialog.dismiss();
    });
    await page.goto(`${other.shop}/pricing`);
    const plan = page.getByRole('listitem').first();
    await plan.waitFor();
    assert.equal(await plan.getByRole('heading', { level: 2 }).textContent(),
      odd);
    assert.equal((await plan.textContent()).split(odd).length - 1, 5);
    assert.match(await plan.textContent(), /\u00a5500every 3 months/);
    assert.equal(await page.getByRole('button').count(), 1);
    assert.equal(await page.getByRole('radio').count(), 0);
    await page.getByRole('button').click();
    await page.waitForURL(/\/c\/pay\/cs_test_/);
    assert.equal(asked, 0);
    assert.deepEqual(browser.problems, []);
  });
});

describe('a file of pricing tables that is wrong', () => {
  test('stops it, and is named with what is wrong', async () => {
    const file = join(temporaryFolder('tables'), 'wrong.json');
    writeFileSync(file, '{"pricing_tables": [{"id": "prctbl_a"}]}');
    // It may be ready before it is known that a program cannot start.
    const wrong = await Till.start({ env: { TILL_PRICING_TABLES: file } })
      .catch((error) => ({ said: error.message }));
    await wrong.exit;
    assert.match(wrong.said,
      /wrong\.json: pricing_tables\[0\]\.plans must be a list of 1 to 4/);
  });
});

describe('time', () => {
  test('an expired secret is dropped: a session without customer', async () => {
    const customer = await stripe.customers.create();
    const secret = await secretFor(customer.id);
    const browser = await Browser.start();
    try {
      const { page } = browser;
      await till.advance('31m');
      await page.goto(tablePage({ 'customer-session-client-secret': secret }));
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      const session = await stripe.checkout.sessions.retrieve(sessionIn(page));
      assert.equal(session.customer, null);
      assert.deepEqual(browser.problems, []);
    } finally {
      await browser.stop();
    }
  });

  test('a choice that is not paid for 30 minutes is over', async () => {
    const customer = await stripe.customers.create();
    const browser = await Browser.start();
    try {
      const { page } = browser;
      await page.goto(tablePage({ 'customer-session-client-secret':
        await secretFor(customer.id) }));
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.waitForURL(/\/c\/pay\/cs_test_/);
      await till.advance('31m');
      await pay(page);
      await page.getByText('This checkout has expired.').waitFor();
    } finally {
      await browser.stop();
    }
  });

  test('no secret is in any log', () => {
    const folder = join(till.state, 'log');
    for (const name of readdirSync(folder))
      assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'),
        /_secret_/, name);
  });
});
