"""The checkout that the official samples show, for comparison: a cart becomes
a session by the official SDK and the shopper is sent to it.  It stores no
order, which Till does.  Run by gunicorn; BENCH_UPSTREAM is the API."""
import os

import flask
import stripe

stripe.api_key = 'sk_test_bench'
stripe.api_base = os.environ['BENCH_UPSTREAM']
stripe.enable_telemetry = False
app = flask.Flask(__name__)


@app.post('/checkout')
def checkout():
    form = flask.request.form
    items = []
    while f'items[{len(items)}][price]' in form:
        at = f'items[{len(items)}]'
        items.append({'price': form[f'{at}[price]'],
                      'quantity': int(form[f'{at}[quantity]'])})
    session = stripe.checkout.Session.create(
        mode='payment', line_items=items,
        success_url='https://shop.example/success',
        cancel_url='https://shop.example/cancel')
    return flask.redirect(session.url, code=303)
