/*
 * page-rows: what the rows of tests/browser/parameters.test.mjs share.
 *
 * A row shows what a create parameter does to the payment page.  The files
 * page-rows-<subject>.mjs each export rows, of which one has
 *   parameters  the leaves it shows, as the reference names them
 *               ("line_items[].quantity"); one that holds others is all of
 *               them
 *   seen        what is seen, in words, for the list that is printed
 *   picture     the name of its screenshot
 *   session     what the session is created with, or what gives it, called
 *               with the scene
 *   see         looks at the page, called with the scene; async
 * and where it is needed
 *   headers     of the browser's requests ({'Accept-Language': 'de'})
 *   after       picture taken after see() and not before it, as when see()
 *               leads to another page
 *
 * The scene has page, browser, session (as it was created), till, stripe,
 * site (a shop's own pages), wide (whether it is a wide window) and frame:
 * where the form is, the page itself or the frame in it.
 */
export const submit = '[data-testid="hosted-payment-submit-button"]';

export const lamp = (more = {}) => ({ quantity: 1, price_data: {
  currency: 'usd', unit_amount: 2500, product_data: { name: 'A lamp' },
  ...more } });

const urls = (site) => ({ success_url: site.put('/thanks', '<h1>Thanks</h1>'),
  cancel_url: site.put('/cart', '<h1>Cart</h1>') });

/** Requests that are right, to be changed by a row. */
export const payment = (more = {}) => ({ site }) => ({ mode: 'payment',
  ...urls(site), line_items: [lamp()], ...more });
export const subscription = (more = {}) => ({ site }) => ({
  mode: 'subscription', ...urls(site), line_items: [lamp({
    recurring: { interval: 'month' } })], ...more });
export const setup = (more = {}) => ({ site }) => ({ mode: 'setup',
  ...urls(site), currency: 'usd', ...more });
export const embedded = (more = {}) => ({ site }) => ({ mode: 'payment',
  ui_mode: 'embedded', line_items: [lamp()],
  return_url: site.put('/back', '<h1>Back</h1>'), ...more });

/** Fills in what every buyer fills in, beside the e-mail when it is asked. */
export async function fill(frame, { number = '4242 4242 4242 4242',
  expiry = '12 / 40', email = 'ada@shop.example', name = 'Ada Lovelace',
  postal = '12345' } = {}) {
  const fields = { '#cardNumber': number, '#cardExpiry': expiry,
    '#cardCvc': '123', '#billingName': name, '#billingPostalCode': postal };
  if (await frame.locator('#email').count() > 0)
    fields['#email'] = email;
  for (const [field, text] of Object.entries(fields))
    await frame.locator(field).fill(text);
}

/** Fills it in and presses the button. */
export async function pay(frame, more) {
  await fill(frame, more);
  await frame.locator(submit).click();
}

/** All that can be read on the page, or in a part of it. */
export const textOf = async (frame, part = 'main') =>
  (await frame.locator(part).first().innerText()).replace(/\s+/g, ' ');
