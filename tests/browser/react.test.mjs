/*
 * The official wrappers for pages with React, @stripe/stripe-js and
 * @stripe/react-stripe-js as they are published, on top of Till's script.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Browser } from '../lib/browser.mjs';
import { Site } from '../lib/site.mjs';
import { Till, root } from '../lib/till.mjs';

const modules = {
  '/react.js': 'react/umd/react.development.js',
  '/react-dom.js': 'react-dom/umd/react-dom.development.js',
  '/react-stripe.js': '@stripe/react-stripe-js/dist/react-stripe.umd.js',
  '/stripe.mjs': '@stripe/stripe-js/dist/index.mjs',
};
const submit = '[data-testid="hosted-payment-submit-button"]';
let till, stripe, site, key, browser, page;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  key = till.secret('publishable_key');
  site = await Site.start();
  for (const [path, name] of Object.entries(modules))
    site.script(path, readFileSync(join(root, 'tests/node_modules', name)));
  browser = await Browser.start();
  page = browser.page;
});
after(async () => {
  await browser?.stop();
  await site?.stop();
  await till?.stop();
});

/* A page of the site that renders what script makes of React's e(). */
function react(script) {
  return site.put('/react', `<h1>Shop</h1><div id="root"></div>
    <p id="said"></p><script src="${till.api}/v3/"></script>
    <script src="/react.js"></script><script src="/react-dom.js"></script>
    <script src="/react-stripe.js"></script><script type="module">
      import { loadStripe } from '/stripe.mjs';
      const { createElement: e, StrictMode, useState } = React;
      const { Elements, PaymentElement, EmbeddedCheckout,
        EmbeddedCheckoutProvider, useStripe, useElements } = ReactStripe;
      const say = (text) => {
        document.getElementById('said').textContent += text + ' ';
      };
      const stripe = loadStripe(${JSON.stringify(key)});
      const render = (...parts) => ReactDOM.createRoot(
        document.getElementById('root')).render(e(StrictMode, null, ...parts));
      ${script}
    </script>`);
}

test('an embedded checkout is paid', async () => {
  const { data: [price] } = await stripe.prices.list({
    lookup_keys: ['teapot_usd'] });
  const session = await stripe.checkout.sessions.create({ mode: 'payment',
    ui_mode: 'embedded', redirect_on_completion: 'never',
    line_items: [{ price: price.id, quantity: 1 }] });
  await page.goto(react(`render(e(EmbeddedCheckoutProvider, { stripe,
    options: { clientSecret: ${JSON.stringify(session.client_secret)},
      onComplete: () => say('complete') } }, e(EmbeddedCheckout)));`));
  const form = page.frameLocator('iframe[name=embedded-checkout]');
  for (const [field, value] of Object.entries({ '#email': 'ada@shop.example',
    '#cardNumber': '4242 4242 4242 4242', '#cardExpiry': '12 / 40',
    '#cardCvc': '123', '#billingName': 'Ada', '#billingPostalCode': '1' }))
    await form.locator(field).fill(value);
  await form.locator(submit).click();
  await page.getByText('complete', { exact: true }).waitFor();
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).status,
    'complete');
  assert.deepEqual(browser.problems.splice(0), []);
});

test('a payment element is filled in, paid and taken away', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1500,
    currency: 'usd' });
  await page.goto(react(`
    function Form() {
      const stripe = useStripe(), elements = useElements();
      const [shown, setShown] = useState(true);
      const pay = async () => {
        const { error, paymentIntent } = await stripe.confirmPayment({
          elements, redirect: 'if_required', confirmParams: {
            return_url: location.origin + '/react' } });
        say(error?.message ?? paymentIntent.status);
        setShown(false);
      };
      return e('div', null, shown && e(PaymentElement, {
        onReady: () => say('ready') }), e('button', { onClick: pay }, 'Pay'));
    }
    render(e(Elements, { stripe, options: {
      clientSecret: ${JSON.stringify(intent.client_secret)} } }, e(Form)));`));
  const frame = page.frameLocator('iframe');
  await page.getByText('ready').waitFor();
  await frame.locator('[name=number]').fill('4242 4242 4242 4242');
  await frame.locator('[name=expiry]').fill('12 / 40');
  await frame.locator('[name=cvc]').fill('123');
  await frame.locator('[name=country]').selectOption('DE');
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('succeeded').waitFor();
  assert.equal(await page.locator('iframe').count(), 0);
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status,
    'succeeded');
  assert.deepEqual(browser.problems.splice(0), []);
});

describe('the older calls', () => {
  /* What a call gives, or says is wrong with it. */
  const call = (script) => page.evaluate(`(async () => {
    const stripe = Stripe(${JSON.stringify(key)});
    try {
      return await ${script};
    } catch (e) {
      return { thrown: e.name + ': ' + e.message };
    }
  })()`);
  const secretOf = async (more = {}) => (await stripe.paymentIntents.create({
    amount: 1500, currency: 'usd', ...more })).client_secret;
  let method, customer;

  before(async () => {
    customer = (await stripe.customers.create()).id;
    const session = await stripe.checkout.sessions.create({ mode: 'setup',
      customer, currency: 'usd', success_url: 'https://shop.example/' });
    await fetch(`${till.api}/c/pay/${session.id}`, { method: 'POST',
      redirect: 'manual', body: new URLSearchParams({
        email: 'ada@shop.example', cardNumber: '4242424242424242',
        cardExpiry: '12 / 40', cardCvc: '123', billingName: 'Ada',
        billingCountry: 'DE', billingPostalCode: '1' }) });
    [method] = (await stripe.customers.listPaymentMethods(customer)).data;
    assert.ok(method);
    await page.goto(react('say("there")'));
    await page.getByText('there').waitFor();
  });

  test('confirmCardPayment() pays by a method that is known', async () => {
    const secret = await secretOf({ customer });
    const result = await call(`stripe.confirmCardPayment(
      ${JSON.stringify(secret)}, { payment_method: '${method.id}' })`);
    assert.equal(result.paymentIntent?.status, 'succeeded',
      JSON.stringify(result));
  });

  test('or leaves what is next to the page', async () => {
    const secret = await secretOf({ customer, payment_method: method.id });
    const result = await call(`stripe.confirmCardPayment(
      ${JSON.stringify(secret)}, undefined, { handleActions: false })`);
    assert.equal(result.paymentIntent?.status, 'succeeded',
      JSON.stringify(result));
  });

  test('and gives the error of the API', async () => {
    const result = await call(`stripe.confirmCardPayment(
      ${JSON.stringify(await secretOf())}, { payment_method: 'pm_none' })`);
    assert.match(result.error.message, /No such PaymentMethod|No such payment/i);
  });

  const refused = [
    ['stripe.createToken({})', /createToken\(\) has nothing to read a card/],
    ['stripe.createPaymentMethod({ type: "card", card: {} })',
      /createPaymentMethod\(\) has nothing to read a card/],
    ['stripe.confirmCardPayment("pi_1_secret_2", { payment_method: ' +
      '{ card: {} } })', /takes the id of a payment method/],
    ['stripe.confirmCardPayment("seti_1_secret_2")',
      /does not take the client secret of a setupIntent/],
    ['stripe.confirmCardSetup("pi_1_secret_2")',
      /does not take the client secret of a paymentIntent/],
    ['stripe.confirmCardPayment("nothing")', /client secret of the form/],
  ];
  for (const [script, message] of refused)
    test(`${script} is refused, with what to do`, async () => {
      const { thrown } = await call(script);
      assert.match(thrown, /^IntegrationError: /);
      assert.match(thrown, message);
    });

  test('wrappers may say who they are', async () => {
    assert.equal(await call(`[stripe._registerWrapper({ name: 'x' }),
      stripe.registerAppInfo({ name: 'x' })].length`), 2);
  });
});
