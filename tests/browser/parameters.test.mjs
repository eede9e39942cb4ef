/*
 * One row a create parameter that changes the payment page: what is seen, in
 * a wide window and in a narrow one.  The list of them is printed; pictures
 * go where TILL_SHOTS says.  The rows are those of tests/lib/page-rows-*.mjs.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Browser, sizes } from '../lib/browser.mjs';
import { callOf, leavesOf } from '../lib/leaves.mjs';
import { Site } from '../lib/site.mjs';
import { Till, root } from '../lib/till.mjs';

/* Types of payment method that test mode has no form for. */
const elsewhere = [
  'acss_debit', 'affirm', 'afterpay_clearpay', 'alipay', 'amazon_pay',
  'au_becs_debit', 'bacs_debit', 'bancontact', 'boleto', 'cashapp',
  'customer_balance', 'eps', 'fpx', 'giropay', 'grabpay', 'ideal', 'klarna',
  'konbini', 'link', 'mobilepay', 'multibanco', 'oxxo', 'p24', 'paynow',
  'paypal', 'pix', 'revolut_pay', 'sofort', 'swish', 'us_bank_account',
  'wechat_pay',
];

/*
 * Parameters that change nothing a buyer sees, and why.  One that holds others
 * stands for all of them.
 */
const unseen = {
  ...Object.fromEntries(elsewhere.map((type) =>
    [`payment_method_options.${type}`, 'of a type without a form'])),
  'automatic_tax.liability': 'whose account the tax is for',
  client_reference_id: 'the shop\'s own name for the session',
  expand: 'what the answer to the shop holds',
  invoice_creation: 'about the invoice after the payment',
  'line_items[].price_data.product': 'a product instead of its name',
  'line_items[].price_data.product_data.metadata': 'the shop\'s own notes',
  'line_items[].price_data.product_data.tax_code': 'a class for tax reports',
  metadata: 'the shop\'s own notes',
  'payment_intent_data.application_fee_amount': 'a platform\'s share',
  'payment_intent_data.capture_method': 'when the shop takes the money',
  'payment_intent_data.description': 'about the payment, for the shop',
  'payment_intent_data.metadata': 'the shop\'s own notes',
  'payment_intent_data.on_behalf_of': 'a platform\'s account',
  'payment_intent_data.receipt_email': 'where the receipt goes',
  'payment_intent_data.shipping': 'where the shop sends what it sold',
  'payment_intent_data.statement_descriptor': 'on the card\'s statement',
  'payment_intent_data.statement_descriptor_suffix': 'the same',
  'payment_intent_data.transfer_data': 'a platform\'s share',
  'payment_intent_data.transfer_group': 'a platform\'s own notes',
  'payment_method_options.card.installments': 'cards of Mexico and Japan only',
  'payment_method_options.card.setup_future_usage': 'the card is kept, unasked',
  'payment_method_options.card.statement_descriptor_suffix_kana':
    'on the card\'s statement',
  'payment_method_options.card.statement_descriptor_suffix_kanji':
    'on the card\'s statement',
  'payment_method_options.sepa_debit': 'the account is kept, unasked',
  payment_method_configuration: 'which types the account offers',
  'payment_method_data.allow_redisplay': 'what is kept with the card',
  'setup_intent_data': 'about the intent, for the shop',
  'shipping_options[].shipping_rate_data.metadata': 'the shop\'s own notes',
  'shipping_options[].shipping_rate_data.tax_code': 'for tax reports',
  'shipping_options[].shipping_rate_data.type': 'it has one value',
  'subscription_data.application_fee_percent': 'a platform\'s share',
  'subscription_data.invoice_settings': 'about the invoices',
  'subscription_data.metadata': 'the shop\'s own notes',
  'subscription_data.on_behalf_of': 'a platform\'s account',
  'subscription_data.proration_behavior':
    'the time before an anchor costs what any period does',
  'subscription_data.transfer_data': 'a platform\'s share',
};

const folder = join(root, 'tests', 'lib');
const files = readdirSync(folder).filter((name) =>
  /^page-rows-.*\.mjs$/.test(name)).sort();
const rows = (await Promise.all(files.map((name) =>
  import(join(folder, name))))).flatMap((one) => one.rows);
const leaves = leavesOf(callOf('POST', '/v1/checkout/sessions'))
  .map((leaf) => leaf.path);

/* Whether a name is the leaf's own, or one of what it is in. */
const holds = (name, leaf) => leaf === name || leaf.startsWith(`${name}.`) ||
  leaf.startsWith(`${name}[`) || leaf.startsWith(`${name}{`);

describe('the rows', () => {
  const shown = rows.flatMap((row) => row.parameters);

  test('are of parameters that there are', () => {
    for (const name of [...shown, ...Object.keys(unseen)])
      assert.ok(leaves.some((leaf) => holds(name, leaf)), name);
  });

  test('are one for each parameter that changes the page', () => {
    const missing = leaves.filter((leaf) =>
      ![...shown, ...Object.keys(unseen)].some((name) => holds(name, leaf)));
    assert.deepEqual(missing, []);
  });

  test('are of none that changes nothing', () => {
    for (const name of Object.keys(unseen))
      assert.ok(!shown.some((one) => holds(name, one)), name);
  });

  test('have pictures of their own', () => {
    const names = rows.map((row) => row.picture);
    assert.equal(new Set(names).size, names.length);
  });
});

let till, stripe, site;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  site = await Site.start();
});
after(async () => {
  await site?.stop();
  await till?.stop();
});

/* Opens the page of a session, or a page of the shop with the frame in it. */
async function open(page, session) {
  if (session.ui_mode === 'hosted') {
    await page.goto(session.url);
    return page;
  }
  await page.goto(site.put('/embedded', `<h1>Checkout</h1>
    <div id="checkout"></div><script src="${till.api}/v3/"></script><script>
    Stripe(${JSON.stringify(till.secret('publishable_key'))})
      .initEmbeddedCheckout({ clientSecret:
        ${JSON.stringify(session.client_secret)},
        onComplete: () => { document.title = 'Completed'; } })
      .then((checkout) => checkout.mount('#checkout'));</script>`));
  const frame = page.frameLocator('iframe[name="embedded-checkout"]');
  await frame.locator('#pay').waitFor();
  return frame;
}

const report = [];
after(() => {
  for (const { name, row, picture } of report)
    console.log(`${name} → ${row.seen} → ${picture}`);
});

for (const size of sizes)
  describe(`${size.width} px`, () => {
    let browser;

    before(async () => {
      browser = await Browser.start({ size });
    });
    after(() => browser?.stop());

    async function look(row) {
      const picture = `${row.picture}-${size.width}.png`;
      const to = process.env.TILL_SHOTS;
      if (to) {
        mkdirSync(to, { recursive: true });
        await browser.page.screenshot({ path: join(to, picture),
          fullPage: true });
      }
      for (const name of row.parameters)
        report.push({ name, row, picture });
    }

    for (const row of rows)
      test(`${row.parameters.join(', ')}: ${row.seen}`, async () => {
        const { page } = browser;
        const scene = { page, browser, till, stripe, site,
          wide: size === sizes[0] };
        await page.setExtraHTTPHeaders(row.headers ?? {});
        scene.session = await stripe.checkout.sessions.create(
          typeof row.session === 'function' ? await row.session(scene) :
            row.session);
        scene.frame = await open(page, scene.session);
        if (!row.after)
          await look(row);
        await row.see(scene);
        if (row.after)
          await look(row);
        assert.equal(await browser.tooWide(), 0, 'it is too wide');
        assert.deepEqual(browser.problems.splice(0), []);
      });
  });
