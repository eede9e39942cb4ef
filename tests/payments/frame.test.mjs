/* An embedded checkout, whose page is a frame: the bank is shown in it too. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Desk } from '../lib/paying.mjs';
import { Till } from '../lib/till.mjs';

let till, stripe, desk;

before(async () => {
  till = await Till.start();
  stripe = till.sdk();
  desk = new Desk(till, stripe);
});
after(() => till?.stop());

test('3-D Secure: failed, left and passed', async () => {
  const session = await desk.open({ ui_mode: 'embedded',
    success_url: undefined, return_url: 'https://shop.example/back' });
  const post = async (path, fields = {}) => {
    const answer = await fetch(`${till.api}/c/embedded${path}`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({
        key: till.secret('publishable_key'), parent: 'https://shop.example',
        client_secret: session.client_secret, ...fields }) });
    assert.equal(answer.status, 200);
    return answer.text();
  };
  const card = { email: 'ada@shop.example', cardNumber: '4000000000003220',
    cardExpiry: '12 / 40', cardCvc: '123', billingName: 'Ada',
    billingCountry: 'DE' };
  const intent = async () => (await desk.get(session, ['payment_intent']))
    .payment_intent;

  let page = await post('/pay', card);
  assert.match(page, /Confirm this payment with your bank/);
  assert.match(page, /action="\/c\/embedded\/challenge"/);
  assert.equal(page.split('name="client_secret"').length - 1, 2);
  assert.equal((await intent()).next_action.type, 'use_stripe_sdk');
  assert.match(await post('/challenge', { result: 'fail' }),
    /unable to authenticate/);
  await post('/pay', card);
  assert.match(await post(''), /id="cardNumber"/);
  assert.equal((await intent()).status, 'requires_action');
  page = await post('/challenge', { result: 'complete' });
  assert.match(page, /This order is complete/);
  assert.match(page, /data-complete/);
  assert.equal((await intent()).status, 'succeeded');
  assert.match(await post('/challenge', { result: 'complete' }),
    /This order is complete/);
});
