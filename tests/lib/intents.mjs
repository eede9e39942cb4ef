/* intents: confirming intents as a page does it, for tests. */

/** The fields of a card as it is typed. */
export const typed = (number, more = {}) => ({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': number,
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2040',
  'payment_method_data[card][cvc]': /^3[47]/.test(number) ? '1234' : '123',
  ...more });

/** The fields of an account. */
export const account = (iban, more = {}) => ({
  'payment_method_data[type]': 'sepa_debit',
  'payment_method_data[sepa_debit][iban]': iban,
  'payment_method_data[billing_details][name]': 'Ada Lovelace',
  'payment_method_data[billing_details][email]': 'ada@shop.example',
  ...more });

const folder = (id) => (id.startsWith('seti_') ? 'setup_intents' :
  'payment_intents');

/** One request with the publishable key: {status, body}. */
export async function asPage(till, method, path, form = {}) {
  const get = method === 'GET';
  const query = new URLSearchParams(form);
  const answer = await fetch(`${till.api}/v1/${path}${get ? `?${query}` : ''}`,
    { method, headers: { Authorization:
      `Bearer ${till.secret('publishable_key')}` }, body: get ? undefined :
      query });
  return { status: answer.status, headers: answer.headers,
    body: await answer.json() };
}

/** Confirms an intent as the Payment Element does. */
export const confirm = (till, intent, form) => asPage(till, 'POST',
  `${folder(intent.id)}/${intent.id}/confirm`,
  { client_secret: intent.client_secret, use_stripe_sdk: 'true', ...form });

/** What the bank says, "complete" or "fail", at the address of an intent. */
export async function bankSays(intent, result) {
  const action = intent.next_action;
  const answer = await fetch(action.redirect_to_url?.url ??
    action.use_stripe_sdk.stripe_js, { method: 'POST', redirect: 'manual',
    body: new URLSearchParams({ result }) });
  return { status: answer.status, to: answer.headers.get('location'),
    text: await answer.text() };
}
