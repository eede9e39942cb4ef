/* page-rows-time: what is due later, and sessions whose time is up. */
import assert from 'node:assert/strict';

import { lamp, pay, payment, submit, subscription, textOf }
  from './page-rows.mjs';

/* The second it is by the clock of test mode. */
const now = async ({ stripe }) =>
  (await stripe.customers.create({})).created;

const day = (second, locale = 'en-US') => new Intl.DateTimeFormat(locale,
  { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(second * 1000));

/* Tells the page that its window is looked at again; it may go at once. */
const comeBack = ({ frame, page }) => (frame === page ? page :
  page.frames().at(-1)).evaluate(() => setTimeout(() =>
  window.dispatchEvent(new Event('focus'))));

const trial = (data, more = {}) => subscription({ subscription_data: data,
  ...more });

async function says({ frame }, ...texts) {
  const text = await textOf(frame);
  for (const one of texts)
    assert.ok(text.includes(one), `${one} in: ${text}`);
}

export const rows = [
  { parameters: ['subscription_data.trial_period_days'],
    seen: 'the days that are free, when they end, and what comes then',
    picture: 'trial-period-days', session: trial({ trial_period_days: 14 }),
    see: async (scene) => {
      await says(scene, '14 days free', 'then $25.00 per month',
        `Your free trial ends on ${day(await now(scene) + 14 * 86400)}. ` +
        'From then on you pay $25.00 per month until you cancel.');
      assert.equal(await scene.frame.locator(submit).innerText(),
        'Start free trial');
    } },
  { parameters: ['subscription_data.trial_period_days'],
    seen: 'the same in German', picture: 'trial-period-days-de',
    session: trial({ trial_period_days: 1 }, { locale: 'de' }),
    see: async (scene) => says(scene, '1 Tag gratis',
      `Ihre Testphase endet am ${day(await now(scene) + 86400, 'de')}. ` +
      'Danach zahlen Sie 25,00 $ pro Monat, bis Sie kündigen.') },
  { parameters: ['subscription_data.trial_end'],
    seen: 'when what is free ends', picture: 'trial-end',
    session: async (scene) => trial({ trial_end: await now(scene) +
      30 * 86400 }, { line_items: [lamp({ recurring: { interval: 'year' } }),
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 900,
        product_data: { name: 'A shade' } } }] })(scene),
    see: async (scene) => says(scene, '30 days free',
      'then $25.00 per year, and $9.00 today',
      `ends on ${day(scene.session.created + 30 * 86400)}`) },
  ...[['cancel', 'your subscription ends with it'],
    ['pause', 'your subscription is paused then'],
    ['create_invoice', 'you get an invoice of $25.00 per month']].map(
    ([behaviour, text]) => ({
      parameters: ['subscription_data.trial_settings'],
      seen: `what comes without a payment method: ${text}`,
      picture: `trial-settings-${behaviour}`,
      session: trial({ trial_period_days: 7, trial_settings: { end_behavior:
        { missing_payment_method: behaviour } } },
      { payment_method_collection: 'if_required' }),
      see: (scene) => says(scene, '7 days free', text) })),
  { parameters: ['subscription_data.billing_cycle_anchor'],
    seen: 'from when on the periods are paid', picture: 'billing-cycle-anchor',
    session: async (scene) => trial({ billing_cycle_anchor:
      await now(scene) + 10 * 86400 })(scene),
    see: async (scene) => says(scene, `From ${
      day(scene.session.created + 10 * 86400)} on you pay $25.00 per month`) },
  { parameters: ['subscription_data.description'],
    seen: 'what the shop calls the subscription',
    picture: 'subscription-description',
    session: trial({ description: 'Two <b>lamps</b> a month' }),
    see: (scene) => says(scene, 'Two <b>lamps</b> a month') },
  { parameters: ['expires_at'], seen: 'an open page says when it is over',
    picture: 'expires-at', after: true, session: async (scene) =>
      payment({ expires_at: await now(scene) + 1860 })(scene),
    see: async (scene) => {
      const { frame, page, till, session } = scene;
      await frame.locator('#email').fill('ada@shop.example');
      await comeBack(scene);
      assert.equal(await frame.locator('#email').inputValue(),
        'ada@shop.example');
      await till.advance('32m');
      await comeBack(scene);
      await page.getByRole('heading', { name: 'This checkout has expired.' })
        .waitFor();
      await says(scene, 'You have not been charged.', 'Back to Second Pot');
      assert.equal(new URL(page.url()).pathname, `/c/pay/${session.id}`);
    } },
  { parameters: ['expires_at'], seen: 'a form that is sent too late',
    picture: 'expires-at-sent', after: true, session: async (scene) =>
      payment({ expires_at: await now(scene) + 1860 })(scene),
    see: async ({ frame, page, till }) => {
      await till.advance('32m');
      await pay(frame);
      await page.getByRole('heading', { name: 'This checkout has expired.' })
        .waitFor();
    } },
  { parameters: ['expires_at'], seen: 'the same in a page of the shop',
    picture: 'expires-at-embedded', after: true, session: async (scene) => ({
      mode: 'payment', ui_mode: 'embedded', line_items: [lamp()],
      return_url: scene.site.put('/back', '<h1>Back</h1>'),
      expires_at: await now(scene) + 1860 }),
    see: async (scene) => {
      await scene.till.advance('32m');
      await comeBack(scene);
      await scene.frame.getByRole('heading', {
        name: 'This checkout has expired.' }).waitFor();
    } },
  { parameters: ['after_expiration'],
    seen: 'the way to take the order up again', picture: 'after-expiration',
    after: true, session: payment({
      after_expiration: { recovery: { enabled: true } } }),
    see: async (scene) => {
      const { stripe, session, page } = scene;
      await stripe.checkout.sessions.expire(session.id);
      await pay(scene.frame);
      await says(scene, 'You can take up this order where you left it.',
        'Back to Second Pot');
      const way = page.getByRole('link', { name: 'Take up the order' });
      const answer = await page.request.get(await way.getAttribute('href'),
        { maxRedirects: 0 });
      assert.equal(answer.status(), 303);
      const [, id] = /\/c\/pay\/(cs_test_[A-Za-z0-9]+)/.exec(
        answer.headers().location);
      const again = await stripe.checkout.sessions.retrieve(id);
      assert.equal(again.recovered_from, session.id);
      assert.equal(again.amount_total, session.amount_total);
    } },
];
