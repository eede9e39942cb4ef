/*
 * express: the checkout that the official samples show, for comparison: a
 * cart becomes a session by the official SDK and the shopper is sent to it.
 * One process a processor.  It stores no order, which Till does.
 *
 *   express.cjs PORT UPSTREAM_PORT PROCESSES
 */
'use strict';
const cluster = require('node:cluster');
const express = require('express');
const Stripe = require(process.env.BENCH_STRIPE);

const [port, upstream, processes] = process.argv.slice(2).map(Number);

function serve() {
  const stripe = new Stripe('sk_test_bench', { protocol: 'http',
    host: '127.0.0.1', port: upstream, telemetry: false });
  const app = express();
  app.use(express.urlencoded({ extended: true }));
  app.post('/checkout', async (request, response) => {
    try {
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: 'https://shop.example/success',
        cancel_url: 'https://shop.example/cancel',
        line_items: request.body.items.map(({ price, quantity }) =>
          ({ price, quantity: Number(quantity) })),
      });
      response.redirect(303, session.url);
    } catch (error) {
      response.status(502).send(error.message);
    }
  });
  app.listen(port, '127.0.0.1');
}

if (cluster.isPrimary)
  for (let i = 0; i < processes; i++)
    cluster.fork();
else
  serve();
