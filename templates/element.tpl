{{%AUTOESCAPE context="HTML"}}
{{!
  The page of the shop that the payment is made on.

  HEAD     include part_head.tpl
  FOOT     include part_foot.tpl
  One of these sections:
  NOTHING  there is no order to pay
  FORM     the order and how it is paid:
    ORDER            include part_order.tpl
    AMOUNT           what is to be paid
    CLIENT_SECRET    the payment intent's
    PUBLISHABLE_KEY  the merchant's pk_…
    JS_BASE          scheme and host of the browser scripts, no slash at its
                     end
    RETURN_URL       where the shopper comes back to
    EMAIL            the shopper's, "" when it is not known
    SIGNED_IN        section {CUSTOMER_SECRET}: a customer session's client
                     secret
    HOSTED           section: the same cart can be paid on the API's page; its
                     FIELD {NAME, VALUE} are hidden inputs posted to /checkout
}}
{{>HEAD}}
{{#NOTHING}}
<div class="outcome">
<h1>There is nothing to pay.</h1>
<p>Put something into your cart, then come back here.</p>
<p><a class="button" href="/">Back to the shop</a></p>
</div>
{{/NOTHING}}
{{#FORM}}
<h1>Pay {{AMOUNT}}</h1>
<section aria-labelledby="your-order">
<h2 id="your-order">Your order</h2>
{{>ORDER}}
</section>
<section aria-labelledby="how-you-pay">
<h2 id="how-you-pay">How you pay</h2>
<form id="payment" class="form" data-client-secret="{{CLIENT_SECRET}}" data-publishable-key="{{PUBLISHABLE_KEY}}" data-return-url="{{RETURN_URL}}" data-email="{{EMAIL}}"{{#SIGNED_IN}} data-customer-secret="{{CUSTOMER_SECRET}}"{{/SIGNED_IN}}>
<div id="payment-element"></div>
<div id="payment-problem" class="notice stop" role="alert" hidden></div>
<button class="button wide" id="payment-button" data-working="One moment…" disabled hidden>Pay {{AMOUNT}}</button>
</form>
<noscript>
<div class="notice stop">
<p><strong>Paying on this page needs JavaScript.</strong></p>
<p>You have not been charged.</p>
</div>
{{#HOSTED}}
<form class="form" method="post" action="/checkout">
{{#FIELD}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/FIELD}}
<button class="button">Pay on the checkout page</button>
</form>
{{/HOSTED}}
</noscript>
</section>
<p><a class="button plain" href="/">Back to the shop</a></p>
<script src="{{JS_BASE}}/v3/" defer></script>
<script src="/static/payment.js" defer></script>
{{/FORM}}
{{>FOOT}}
