/*
 * The Payment Element in pages of another site and of the shop: its fields,
 * what a customer session lets a buyer do, confirming, and what is refused.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { barriers } from '../lib/axe.mjs';
import { Browser, sizes } from '../lib/browser.mjs';
import { signedIn } from '../lib/shop.mjs';
import { Site } from '../lib/site.mjs';
import { Till, until } from '../lib/till.mjs';

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

const TITLE = 'iframe[title="Secure payment input frame"]';
const BANK = 'iframe[title="Your bank"]';
const all = { payment_method_redisplay: 'enabled',
  payment_method_remove: 'enabled', payment_method_save: 'enabled',
  payment_method_save_usage: 'off_session' };

/* A customer with these cards, each as it may be shown again. */
async function customerWith(...kept) {
  const { id } = await stripe.customers.create();
  for (const [card, redisplay] of kept) {
    const intent = await stripe.setupIntents.create({ customer: id,
      confirm: true, return_url: 'https://shop.example/',
      payment_method_data: { type: 'card', allow_redisplay: redisplay, card: {
        number: card, exp_month: 12, exp_year: 2040,
        cvc: /^3/.test(card) ? '1234' : '123' } } });
    assert.equal(intent.status, 'succeeded');
  }
  return id;
}

async function customerSession(customer, features = all,
  component = 'payment_element') {
  const session = await stripe.customerSessions.create({ customer,
    components: { [component]: { enabled: true,
      ...component === 'payment_element' && { features } } } });
  return session.client_secret;
}

const intentOf = (more = {}) => stripe.paymentIntents.create({ amount: 2000,
  currency: 'usd', ...more });

/*
 * A page of the site with the element; options are those of elements(), and
 * script runs after it is mounted.  What is said stands in #said.
 */
function elementPage(options, { script = '', confirm = '', create = {} } = {}) {
  return site.put('/pay', `<main><h1>Pay</h1><form id="form"><div id="here">
    </div><button>Pay</button></form><p id="said" role="status"></p></main>
    <script src="${till.api}/v3/"></script><script>
    const said = document.getElementById('said');
    const say = (...what) => { said.textContent += what.join(' ') + ';'; };
    const stripe = Stripe(${JSON.stringify(key)});
    const elements = stripe.elements(${JSON.stringify(options)});
    const element = elements.create('payment', ${JSON.stringify(create)});
    element.on('ready', () => say('ready'));
    element.on('loaderror', ({ error }) => say('loaderror', error.type,
      error.message));
    element.on('change', (event) => { window.change = event; });
    element.mount('#here');
    const tell = ({ error, paymentIntent, setupIntent }) => error ?
      say('error', error.type, error.code, error.message) :
      say((paymentIntent || setupIntent).status);
    document.getElementById('form').onsubmit = (event) => {
      event.preventDefault();
      ${confirm || `stripe.confirmPayment({ elements, redirect: 'if_required',
        confirmParams: { return_url: '${site.origin}/back' } }).then(tell);`}
    };
    ${script}
    </script>`);
}

for (const size of sizes)
  describe(`${size.width} px`, () => {
    let browser, page, frame, bank;

    before(async () => {
      browser = await Browser.start({ size });
      page = browser.page;
      frame = page.frameLocator(TITLE);
      bank = page.frameLocator(BANK);
      site.put('/back', '<h1>Back</h1>');
    });
    after(() => browser?.stop());

    const said = () => page.textContent('#said');
    const press = () => page.getByRole('button', { name: 'Pay' }).click();

    async function open(options, more) {
      await page.goto(elementPage(options, more));
      await page.getByText(/ready;|loaderror/).waitFor();
    }

    async function type(number = '4242 4242 4242 4242') {
      for (const [field, text] of [['number', number], ['expiry', '12 / 40'],
        ['cvc', '123'], ['postalCode', '12345']])
        await frame.locator(`#Field-${field}Input`).fill(text);
    }

    /* An answer of 402 or 403 is told in the console; nothing else is. */
    function quiet() {
      assert.deepEqual(browser.problems.splice(0).filter((line) =>
        !/status of 40[0-4]/.test(line)), []);
    }

    async function look(name) {
      await browser.picture(`element-${name}`);
      assert.equal(await browser.tooWide(), 0, `${name} is too wide`);
      assert.deepEqual(await barriers(page), [], name);
      quiet();
    }

    describe('a guest', () => {
      test('pays by card, by keyboard alone', async () => {
        const intent = await intentOf();
        await open({ clientSecret: intent.client_secret });
        await look('empty');
        await frame.locator('#Field-numberInput').focus();
        await page.keyboard.type('4242424242424242');
        await page.keyboard.press('Tab');
        await page.keyboard.type('1240');
        await page.keyboard.press('Tab');
        await page.keyboard.type('123');
        await page.keyboard.press('Tab');
        await page.keyboard.type('Germany');
        await page.keyboard.press('Tab');
        await page.keyboard.type('10115');
        assert.equal(await frame.locator('#Field-numberInput').inputValue(),
          '4242 4242 4242 4242');
        assert.equal(await frame.locator('#Field-expiryInput').inputValue(),
          '12 / 40');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.getByText('succeeded;').waitFor();
        quiet();
        const paid = await stripe.paymentIntents.retrieve(intent.id,
          { expand: ['payment_method'] });
        assert.equal(paid.payment_method.billing_details.address.country,
          'DE');
        assert.equal(paid.payment_method.billing_details.address.postal_code,
          '10115');
        assert.equal(paid.payment_method.allow_redisplay, 'unspecified');
      });

      test('is told field by field what is wrong', async () => {
        await open({ clientSecret: (await intentOf()).client_secret });
        await press();
        await page.getByText('error validation_error incomplete_number ' +
          'Your card number is incomplete.;').waitFor();
        const number = frame.locator('#Field-numberInput');
        assert.equal(await number.evaluate((one) =>
          one === document.activeElement), true);
        assert.equal(await number.getAttribute('aria-invalid'), 'true');
        await frame.getByText('Your card\'s security code is incomplete.')
          .waitFor();
        await look('wrong');
        await type('4242 4242 4242 4241');
        await press();
        await page.getByText('Your card number is incorrect.;').waitFor();
        quiet();
      });

      test('is told of a decline, and pays by another card', async () => {
        const intent = await intentOf();
        await open({ clientSecret: intent.client_secret });
        await type('4000 0000 0000 9995');
        await press();
        await page.getByText('error card_error card_declined Your card has ' +
          'insufficient funds.;').waitFor();
        await type('4000 0000 0000 0127');
        await press();
        await frame.getByText('Your card\'s security code is incorrect.')
          .waitFor();
        await look('declined');
        await type();
        await press();
        await page.getByText('succeeded;').waitFor();
        quiet();
      });

      test('presses twice and is charged once', async () => {
        const intent = await intentOf();
        await open({ clientSecret: intent.client_secret });
        await type();
        await page.getByRole('button', { name: 'Pay' }).dblclick();
        await page.getByText('succeeded;succeeded;').waitFor();
        const { data } = await stripe.charges.list({
          payment_intent: intent.id });
        assert.equal(data.length, 1);
        assert.deepEqual(browser.problems.splice(0), []);
      });

      test('confirms with the bank: left, failed, passed', async () => {
        const intent = await intentOf();
        await open({ clientSecret: intent.client_secret });
        await type('4000 0000 0000 3220');
        await press();
        await bank.getByRole('button', { name: 'Complete' }).waitFor();
        await look('bank');
        await page.getByRole('button', { name: 'Close' }).click();
        const failed = 'error invalid_request_error payment_intent_' +
          'authentication_failure We are unable to authenticate';
        await page.getByText(failed).waitFor();
        await press();
        await bank.getByRole('button', { name: 'Fail' }).click();
        await until('a second refusal', async () =>
          (await said()).split(failed).length === 3);
        await press();
        await bank.getByRole('button', { name: 'Complete' }).focus();
        await page.keyboard.press('Enter');
        await page.getByText('succeeded;').waitFor();
        assert.equal(await page.locator('dialog').count(), 0);
        quiet();
      });

      test('pays by debit', async () => {
        const intent = await intentOf({ currency: 'eur' });
        await open({ clientSecret: intent.client_secret });
        await frame.getByRole('radio', { name: 'SEPA debit' }).check();
        assert.equal(await frame.locator('#Field-numberInput').isVisible(),
          false);
        await look('debit');
        await frame.locator('#Field-ibanInput').fill(
          'AT61 1904 3002 3457 3201');
        await press();
        await page.getByText('incomplete_name').waitFor();
        await frame.locator('#Field-nameInput').fill('Ada Lovelace');
        await frame.locator('#Field-emailInput').fill('ada@shop.example');
        await press();
        await page.getByText('processing;').waitFor();
        quiet();
      });

      test('is led to return_url', async () => {
        const intent = await intentOf();
        const confirm = `stripe.confirmPayment({ elements, confirmParams: {
          return_url: '${site.origin}/back?a=b#top' } }).then(tell);`;
        await open({ clientSecret: intent.client_secret }, { confirm });
        await type();
        await press();
        await page.waitForURL(`${site.origin}/back?a=b&payment_intent=${
          intent.id}&payment_intent_client_secret=${intent.client_secret
        }&redirect_status=succeeded#top`);
        const late = await intentOf({ currency: 'eur' });
        await open({ clientSecret: late.client_secret }, { confirm });
        await frame.getByRole('radio', { name: 'SEPA debit' }).check();
        await frame.getByRole('button', { name: /^AT61/ }).click();
        await press();
        await page.waitForURL(/redirect_status=pending/);
        quiet();
      });

      test('fills a test card in by one press', async () => {
        await open({ clientSecret: (await intentOf()).client_secret });
        await frame.getByRole('button', { name: /^4242/ }).click();
        assert.equal(await frame.locator('#Field-numberInput').inputValue(),
          '4242 4242 4242 4242');
        const change = await until('the element to be complete', async () => {
          const last = await page.evaluate('window.change');
          return last?.complete && last;
        });
        assert.deepEqual([change.elementType, change.complete, change.empty,
          change.value.type], ['payment', true, false, 'card']);
      });
    });

    describe('a customer', () => {
      test('pays by a saved card', async () => {
        const customer = await customerWith(['4242424242424242', 'always']);
        const intent = await intentOf({ customer });
        await open({ clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) });
        const saved = frame.getByRole('radio', {
          name: /^Visa ending in 4242/ });
        assert.equal(await saved.isChecked(), true);
        assert.equal(await frame.locator('#Field-numberInput').isVisible(),
          false);
        await look('saved');
        const { value } = await page.evaluate('window.change');
        assert.match(value.payment_method.id, /^pm_/);
        await press();
        await page.getByText('succeeded;').waitFor();
        const paid = await stripe.paymentIntents.retrieve(intent.id);
        assert.equal(paid.payment_method, value.payment_method.id);
        assert.equal(paid.customer, customer);
        quiet();
      });

      test('saves a card, to be shown the next time', async () => {
        const customer = await customerWith();
        let intent = await intentOf({ customer });
        await open({ clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) });
        await type('5555 5555 5555 4444');
        await frame.getByRole('checkbox', { name:
          'Save payment details for future purchases' }).check();
        await press();
        await page.getByText('succeeded;').waitFor();
        intent = await stripe.paymentIntents.retrieve(intent.id,
          { expand: ['payment_method'] });
        assert.equal(intent.setup_future_usage, 'off_session');
        assert.equal(intent.payment_method.allow_redisplay, 'always');
        assert.equal(intent.payment_method.customer, customer);
        intent = await intentOf({ customer });
        await open({ clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) });
        await frame.getByRole('radio', { name: /^Mastercard ending in 4444/ })
          .waitFor();
        quiet();
      });

      test('does not save one, and it is shown to nobody', async () => {
        const customer = await customerWith();
        const intent = await intentOf({ customer,
          setup_future_usage: 'on_session' });
        await open({ clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) });
        await type();
        await press();
        await page.getByText('succeeded;').waitFor();
        const { data: [method] } = await stripe.customers.listPaymentMethods(
          customer);
        assert.equal(method.allow_redisplay, 'limited');
      });

      test('removes a card, after having been asked', async () => {
        const customer = await customerWith(['4242424242424242', 'always'],
          ['5555555555554444', 'always']);
        const intent = await intentOf({ customer });
        await open({ clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) });
        await frame.getByRole('button', { name: 'Remove Mastercard ending ' +
          'in 4444', exact: true }).click();
        await frame.getByRole('button', { name: /^Keep Mastercard/ }).click();
        await frame.getByRole('button', { name: 'Remove Mastercard ending ' +
          'in 4444', exact: true }).focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        await frame.getByText('Mastercard ending in 4444 was removed.')
          .waitFor();
        const { data } = await stripe.customers.listPaymentMethods(customer);
        assert.deepEqual(data.map(({ card }) => card.last4), ['4242']);
        await look('removed');
        await press();
        await page.getByText('succeeded;').waitFor();
      });

      test('sees what filters and limit let be seen, newest first',
        async () => {
          const customer = await customerWith(['4242424242424242', 'always'],
            ['5555555555554444', 'limited'], ['378282246310005', 'always'],
            ['6011111111111117', 'unspecified'],
            ['4000056655665556', 'always']);
          const shown = async (features) => {
            const intent = await intentOf({ customer });
            await open({ clientSecret: intent.client_secret,
              customerSessionClientSecret: await customerSession(customer,
                features) });
            return (await frame.locator('[name=saved]').evaluateAll((rows) =>
              rows.map((row) => /\d{4}/.exec(row.parentElement
                .textContent)?.[0]))).filter(Boolean);
          };
          const on = { payment_method_redisplay: 'enabled' };
          assert.deepEqual(await shown(on), ['5556', '0005', '4242']);
          assert.deepEqual(await shown({ ...on,
            payment_method_redisplay_limit: 2 }), ['5556', '0005']);
          assert.deepEqual(await shown({ ...on,
            payment_method_allow_redisplay_filters: ['limited'] }), ['4444']);
          assert.deepEqual(await shown({ ...on,
            payment_method_redisplay_limit: 10,
            payment_method_allow_redisplay_filters: ['always', 'limited',
              'unspecified'] }), ['5556', '1117', '0005', '4444', '4242']);
          assert.deepEqual(await shown({}), []);
          assert.equal(await frame.getByRole('checkbox').count(), 0);
          quiet();
        });

      test('is told when a saved card is declined', async () => {
        const customer = await customerWith(['4000000000000341', 'always']);
        const intent = await intentOf({ customer });
        await open({ clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) });
        await press();
        await page.getByText('card_declined Your card was declined.;')
          .waitFor();
        await frame.getByRole('radio', { name: 'Another payment method' }).check();
        await type();
        await press();
        await page.getByText('succeeded;').waitFor();
        quiet();
      });
    });

    describe('a customer session', () => {
      const refused = [
        ['of nobody', async () => `cuss_secret_${'x'.repeat(47)}`,
          /There is no such customer session/],
        ['of another component', (customer) =>
          customerSession(customer, {}, 'pricing_table'),
        /for another component/],
        ['of another customer', async () => customerSession(
          await customerWith()),
        /is not the customer of the PaymentIntent/],
      ];
      for (const [what, make, message] of refused)
        test(`${what} is refused, with the reason`, async () => {
          const customer = await customerWith();
          const intent = await intentOf({ customer });
          await open({ clientSecret: intent.client_secret,
            customerSessionClientSecret: await make(customer) });
          assert.match(await said(), /^loaderror invalid_request_error /);
          assert.match(await said(), message);
          assert.equal(await frame.locator('input').count(), 0);
          await browser.picture('element-refused');
          quiet();
        });

      test('is good for one rendering', async () => {
        const customer = await customerWith();
        const intent = await intentOf({ customer });
        const options = { clientSecret: intent.client_secret,
          customerSessionClientSecret: await customerSession(customer) };
        await open(options);
        assert.equal(await said(), 'ready;');
        await page.evaluate('element.unmount(); element.mount("#here")');
        await page.getByText('ready;ready;').waitFor();
        await open(options);
        assert.match(await said(), /loaderror .* was used already/);
        quiet();
      });

      test('is to be shown within half an hour, and paid with in another',
        async () => {
          const customer = await customerWith();
          const intent = await intentOf({ customer });
          const first = await customerSession(customer);
          const second = await customerSession(customer);
          await till.advance('29m');
          await open({ clientSecret: intent.client_secret,
            customerSessionClientSecret: first });
          await till.advance('29m');
          await type();
          await frame.getByRole('checkbox').check();
          await till.advance('2m');
          await press();
          await page.getByText('error invalid_request_error  The customer ' +
            'session has expired.;').or(page.getByText('error ' +
            'invalid_request_error undefined The customer session has ' +
            'expired.;')).first().waitFor();
          assert.equal((await stripe.paymentIntents.retrieve(intent.id))
            .status, 'requires_payment_method');
          await open({ clientSecret: intent.client_secret,
            customerSessionClientSecret: second });
          assert.match(await said(), /loaderror .* has expired/);
          quiet();
        });
    });

    describe('the script', () => {
      test('pays what is decided later', async () => {
        const customer = await customerWith(['4242424242424242', 'always']);
        const confirm = `(async () => {
          const { error } = await elements.submit();
          if (error)
            return tell({ error });
          const clientSecret = await window.makeIntent();
          tell(await stripe.confirmPayment({ elements, clientSecret,
            redirect: 'if_required', confirmParams: {
              return_url: '${site.origin}/back' } }));
        })();`;
        let intent;
        const make = async () => {
          intent = await intentOf({ customer, amount: 4000 });
          return intent.client_secret;
        };
        await page.exposeFunction(`makeIntent`, make);
        await open({ mode: 'payment', amount: 3000, currency: 'usd',
          customerSessionClientSecret: await customerSession(customer) },
        { confirm, script: 'elements.update({ amount: 4000 });' });
        await frame.getByRole('radio', { name: /ending in 4242/ }).waitFor();
        await press();
        await page.getByText('succeeded;').waitFor();
        assert.equal((await stripe.paymentIntents.retrieve(intent.id))
          .amount_received, 4000);
        quiet();
      });

      test('sets a card up', async () => {
        const customer = await customerWith();
        const intent = await stripe.setupIntents.create({ customer });
        await open({ clientSecret: intent.client_secret }, { confirm:
          `stripe.confirmSetup({ elements, redirect: 'if_required' })
            .then(tell);` });
        await type('4000 0025 0000 3155');
        await press();
        await bank.getByRole('button', { name: 'Complete' }).click();
        await page.getByText('succeeded;').waitFor();
        const { data } = await stripe.customers.listPaymentMethods(customer);
        assert.equal(data[0].card.last4, '3155');
        quiet();
      });

      test('reads an intent, and goes on with one from a server', async () => {
        const intent = await intentOf({ confirm: true,
          payment_method: 'pm_card_authenticationRequired',
          return_url: `${site.origin}/back` });
        const other = await intentOf();
        await open({ clientSecret: other.client_secret });
        const read = (secret) => page.evaluate((one) =>
          globalThis.stripe?.retrievePaymentIntent?.(one) ??
            // A const of a classic script is no member of the window.
            eval('stripe').retrievePaymentIntent(one), secret);
        const { paymentIntent } = await read(intent.client_secret);
        assert.equal(paymentIntent.status, 'requires_action');
        assert.ok(!('metadata' in paymentIntent));
        const { error } = await read(`${intent.id}_secret_wrong`);
        assert.equal(error.type, 'invalid_request_error');
        await page.evaluate((secret) => {
          eval('stripe').handleNextAction({ clientSecret: secret });
        }, intent.client_secret);
        await page.waitForURL(/\/c\/authenticate\//);
        await look('bank-page');
        await page.getByRole('button', { name: 'Complete' }).click();
        await page.waitForURL(/back\?payment_intent=.*status=succeeded/);
        quiet();
      });

      test('confirms a method that is known, without an element', async () => {
        const customer = await customerWith(['4242424242424242', 'always']);
        const { data: [method] } = await stripe.customers.listPaymentMethods(
          customer);
        const intent = await intentOf({ customer });
        const other = await intentOf();
        await open({ clientSecret: other.client_secret });
        const result = await page.evaluate(([clientSecret, id]) =>
          eval('stripe').confirmPayment({ clientSecret,
            redirect: 'if_required', confirmParams: {
              payment_method: id } }), [intent.client_secret, method.id]);
        assert.equal(result.paymentIntent.status, 'succeeded');
        quiet();
      });

      test('an intent that is at its end is refused', async () => {
        const intent = await intentOf();
        await stripe.paymentIntents.cancel(intent.id);
        await open({ clientSecret: intent.client_secret });
        assert.match(await said(), /This PaymentIntent is in a terminal state/);
        await open({ clientSecret: `${intent.id}_secret_other` });
        assert.match(await said(), /does not match/);
        quiet();
      });

      test('says what a page does wrong', async () => {
        const secret = (await intentOf()).client_secret;
        await open({ clientSecret: secret });
        const wrong = [
          ['stripe.elements()', /must pass a clientSecret or mode/],
          ['stripe.elements({ clientSecret: "pi_x" })',
            /should be a client secret of the form/],
          [`stripe.elements({ clientSecret: "${secret}", mode: "payment" })`,
            /not both/],
          ['stripe.elements({ mode: "payment", currency: "usd" })',
            /amount should be/],
          ['stripe.elements({ mode: "payment", amount: 1 })',
            /currency should be/],
          ['elements.create("payment")', /only create one Element/],
          ['elements.create("card")', /no card element/],
          ['element.mount("#nowhere")', /selector that finds one/],
          ['elements.update({ clientSecret: "x" })', /cannot change/],
          ['stripe.confirmPayment({ elements })', /needs an absolute http/],
          ['stripe.confirmPayment({ elements, redirect: "never" })',
            /always or if_required/],
          ['stripe.confirmSetup({ elements, redirect: "if_required" })',
            /does not take the client secret of a paymentIntent/],
          [`stripe.confirmPayment({ clientSecret: "${secret}", redirect:
            "if_required", elements: stripe.elements({ mode: "payment",
            amount: 1, currency: "usd" }) })`, /submit\(\) must be called/],
          ['Stripe("sk_test_x")', /secret key/],
        ];
        for (const [code, message] of wrong) {
          const found = await page.evaluate(async (text) => {
            try {
              await eval(text);
              return 'nothing';
            } catch (error) {
              return `${error.name}: ${error.message}`;
            }
          }, code);
          assert.match(found, /^IntegrationError: /, code);
          assert.match(found, message, code);
        }
        await page.evaluate('element.destroy()');
        assert.equal(await page.evaluate(
          'elements.getElement("payment")'), null);
        assert.match(await page.evaluate(`(() => {
          try { element.mount("#here"); } catch (e) { return e.message; }
        })()`), /already been destroyed/);
      });

      test('speaks the buyer\'s language', async () => {
        const customer = await customerWith(['4242424242424242', 'always']);
        for (const [locale, saved, save, wrong, dir] of [
          ['de', 'Visa mit Endziffern 4242', 'Zahlungsdaten f\u00fcr',
            'Ihre Kartennummer ist unvollst\u00e4ndig.', 'ltr'],
          ['ar', '4242', '\u062d\u0641\u0638 \u0628\u064a\u0627\u0646\u0627\u062a', '', 'rtl']]) {
          const intent = await intentOf({ customer });
          await open({ clientSecret: intent.client_secret, locale,
            customerSessionClientSecret: await customerSession(customer) });
          assert.equal(await frame.locator('html').getAttribute('dir'), dir);
          assert.equal(await frame.locator('html').getAttribute('lang'),
            locale);
          await frame.locator('[name=saved][value=""]').check();
          assert.ok((await frame.locator('.saving').textContent())
            .includes(save));
          assert.ok((await frame.locator('.saved').textContent())
            .includes(saved.slice(-4)));
          await press();
          if (wrong)
            await page.getByText(wrong).waitFor();
          await look(`in-${locale}`);
        }
      });

      test('wears what the page wants, and asks for no more', async () => {
        await open({ clientSecret: (await intentOf()).client_secret,
          appearance: { theme: 'night', variables: {
            colorPrimary: '#ff00aa', borderRadius: '0px' } } },
        { create: { fields: { billingDetails: { address: 'never' } },
          defaultValues: { billingDetails: { name: 'Ada' } } } });
        const style = await frame.locator('html').evaluate((html) =>
          ['--brand', '--radius', '--surface'].map((name) =>
            getComputedStyle(html).getPropertyValue(name)));
        assert.deepEqual(style, ['#ff00aa', '0px', '#1f1f24']);
        assert.equal(await frame.locator('#Field-countryInput').count(), 0);
        await browser.picture('element-night');
        assert.deepEqual(browser.problems.splice(0), []);
      });
    });

    describe('the page of the shop', () => {
      async function fill(...products) {
        await page.goto(till.shop);
        await page.evaluate('localStorage.clear()');
        await page.reload();
        for (const name of products)
          await page.getByRole('button', { name: `Add to cart: ${name}` })
            .click();
        await page.getByRole('button', { name: 'Pay here' }).click();
        await page.waitForURL(`${till.shop}/pay`);
        await page.locator('#payment-button:not([disabled])').waitFor();
      }

      const pay = () => page.getByRole('button', { name: /^Pay \$/ }).click();

      test('a guest pays there', async () => {
        await browser.context.clearCookies();
        await fill('Stoneware teapot', 'Blossom honey');
        await page.getByRole('heading', { name: 'Pay $59.00' }).waitFor();
        await look('shop');
        await type('4000 0000 0000 0002');
        await pay();
        await page.getByText('Your card was declined.').waitFor();
        await look('shop-declined');
        await type('4000 0000 0000 3220');
        await pay();
        await bank.getByRole('button', { name: 'Complete' }).click();
        await page.getByText('Thank you, your order is paid.').waitFor();
        await look('shop-paid');
        await page.goto(`${till.shop}/pay`);
        await page.getByText('Thank you, your order is paid.').waitFor();
        assert.match(page.url(), /\/checkout\/success\?session_id=pi_/);
        quiet();
      });

      test('a signed-in customer saves a card and pays by it', async () => {
        const customer = await customerWith();
        const { Cookie } = signedIn(till, customer, { expires:
          Math.floor(Date.now() / 1000) + 30 * 86400 });
        const [name, value] = Cookie.split('=');
        await browser.context.addCookies([{ name, value, url: till.shop }]);
        await fill('Two small cups');
        await type();
        await frame.getByRole('checkbox').check();
        await page.getByRole('button', { name: /^Pay \$/ }).dblclick();
        await page.getByText('Thank you, your order is paid.').waitFor();
        await fill('Blossom honey');
        await frame.getByRole('radio', { name: /^Visa ending in 4242/ })
          .waitFor();
        await look('shop-saved');
        await page.reload();
        await page.locator('#payment-button:not([disabled])').waitFor();
        await page.getByRole('button', { name: /^Pay \$/ }).focus();
        await page.keyboard.press('Enter');
        await page.getByText('Thank you, your order is paid.').waitFor();
        const { data } = await stripe.charges.list({ customer });
        assert.deepEqual(data.map(({ amount }) => amount), [1100, 2600]);
        await browser.context.clearCookies();
        quiet();
      });

      test('there is nothing to pay without an order', async () => {
        await browser.context.clearCookies();
        await page.goto(`${till.shop}/pay`);
        await page.getByRole('heading', { name: 'There is nothing to pay.' })
          .waitFor();
        await look('shop-nothing');
      });
    });
  });
