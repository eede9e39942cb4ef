/* page-rows-locale: the languages of the payment page. */
import assert from 'node:assert/strict';

import { payment, submit, textOf } from './page-rows.mjs';

/* The numbers of a text in Latin digits, and no marks of direction. */
const plain = (text) => text.replace(/[٠-٩]/g, (digit) =>
  '٠١٢٣٤٥٦٧٨٩'.indexOf(digit)).replace(/[\u200e\u200f\u061c]/g, '');

const languages = [
  { locale: 'en', email: 'E-mail', amount: '€1,234.50', button: /^Pay/,
    country: 'US', named: ['DE', 'Germany'] },
  { locale: 'de', email: 'E-Mail', amount: '1.234,50 €', button: /zahlen$/,
    country: 'DE', named: ['AT', 'Österreich'] },
  { locale: 'fr', email: 'E-mail', amount: '1 234,50 €', button: /^Payer/,
    country: 'FR', named: ['DE', 'Allemagne'] },
  { locale: 'fr-CA', email: 'E-mail', amount: '1 234,50 €',
    button: /^Payer/, country: 'CA', named: ['DE', 'Allemagne'] },
  { locale: 'es', email: 'Correo electrónico', amount: '1.234,50 €',
    button: /^Pagar/, country: 'ES', named: ['DE', 'Alemania'] },
  { locale: 'ja', email: 'メールアドレス', amount: '€1,234.50',
    button: /支払う$/, country: 'JP', named: ['DE', 'ドイツ'] },
  { locale: 'en-GB', email: 'E-mail', amount: '€1,234.50', button: /^Pay/,
    country: 'GB', named: ['DE', 'Germany'] },
  { locale: 'pt-BR', email: 'E-mail', amount: '€1,234.50', button: /^Pay/,
    spoken: 'en', country: 'BR', named: ['DE', 'Germany'] },
];

async function see(frame, { locale, spoken = locale.slice(0, 2), email,
  amount, button, country, named: [code, name] }) {
  const html = frame.locator('html');
  assert.equal(await html.getAttribute('lang'), spoken);
  assert.equal(await html.getAttribute('dir'),
    spoken === 'ar' ? 'rtl' : 'ltr');
  assert.equal(await frame.locator('label[for="email"]').innerText(), email);
  assert.ok(plain(await textOf(frame, '.due')).includes(amount),
    await textOf(frame, '.due'));
  assert.match(plain(await frame.locator(submit).innerText()), button);
  assert.equal(await frame.locator('#billingCountry').inputValue(), country);
  assert.equal(await frame.locator(
    `#billingCountry option[value="${code}"]`).textContent(), name);
  /* The countries stand in the order of the language. */
  const names = await frame.locator('#billingCountry option')
    .allTextContents();
  const sorted = [...names].sort(new Intl.Collator(spoken).compare);
  assert.deepEqual(names, sorted);
}

const items = [{ quantity: 1, price_data: { currency: 'eur',
  unit_amount: 123450, product_data: { name: 'A lamp' } } }];

/* What comes of a form that was sent as it is, in words. */
async function wrong({ frame }, text) {
  await frame.locator(submit).click();
  await frame.getByRole('alert').waitFor();
  assert.ok((await textOf(frame, '[role="alert"]')).includes(text));
}

export const rows = [
  ...languages.map((row) => ({ parameters: ['locale'],
    seen: `the page in ${row.spoken ?? row.locale}, as in ${row.country}`,
    picture: `locale-${row.locale}`,
    session: payment({ locale: row.locale, line_items: items }),
    see: ({ frame }) => see(frame, row) })),
  { parameters: ['locale'], seen: 'left to a browser that is German',
    picture: 'locale-auto-de', headers: { 'Accept-Language': 'nl, de-AT' },
    session: payment({ locale: 'auto', line_items: items }),
    see: async (scene) => {
      await see(scene.frame, { ...languages[1], locale: 'de-AT',
        amount: '€ 1.234,50', country: 'AT' });
      await wrong(scene, 'Geben Sie Ihre E-Mail-Adresse ein.');
    } },
  { parameters: ['locale'], seen: 'left to a browser that is Arabic: ' +
      'right to left',
  picture: 'locale-auto-ar', headers: { 'Accept-Language': 'ar' },
  session: payment({ line_items: items }), see: async (scene) => {
    await see(scene.frame, { locale: 'ar', email: 'البريد الإلكتروني',
      amount: '1٬234٫50', button: /^ادفع/, country: 'EG',
      named: ['DE', 'ألمانيا'] });
    /* What is bought stands at the right, the form at the left of it. */
    const [buying, form] = await Promise.all(['.buying', '.paying-with']
      .map((part) => scene.frame.locator(part).boundingBox()));
    assert.ok(!scene.wide || buying.x > form.x);
    await wrong(scene, 'أدخل بريدك الإلكتروني.');
  } },
];
