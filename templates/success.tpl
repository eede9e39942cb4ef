{{%AUTOESCAPE context="HTML"}}
{{!
  The shopper is back from the payment page: what the API says now.

  HEAD       include part_head.tpl
  FOOT       include part_foot.tpl
  ORDER      include part_order.tpl
  Exactly one of these sections:
  PAID       the order is paid, or nothing was to pay
  PROCESSING the payment is under way and may still fail
  UNPAID     the session is open and nothing was paid; one of these sections:
    PAY        {PAY_URL}: its page
    RESUME     its form is embedded in the shop: the same cart posted to
               /checkout shows it again; FIELD {NAME, VALUE}, one a hidden
               input
  EXPIRED    the session expired with nothing paid; AGAIN_URL is where the
             shopper begins again
  MAIL       section {EMAIL}: where the receipt goes, when it is known
  SHIPPING   section {NAME}: where the order is sent, with
    LINE       section {TEXT}, one a line of the address
  REFERENCE  what the shopper quotes when asking about the order
}}
{{>HEAD}}
{{#PAID}}
<div class="outcome good">
<h1>Thank you, your order is paid.</h1>
{{#MAIL}}
<p>We have your order and will write to <strong>{{EMAIL}}</strong> when it is on its way.</p>
{{/MAIL}}
</div>
<span data-cart-done="{{REFERENCE}}" hidden></span>
<script src="/static/shop.js" defer></script>
{{/PAID}}
{{#PROCESSING}}
<div class="outcome wait">
<h1>Your payment is being processed.</h1>
<p>We have your order. Some banks take a few days to confirm a payment.</p>
{{#MAIL}}
<p>We will e-mail <strong>{{EMAIL}}</strong> when it is confirmed. You can close this page.</p>
{{/MAIL}}
</div>
<span data-cart-done="{{REFERENCE}}" hidden></span>
<script src="/static/shop.js" defer></script>
{{/PROCESSING}}
{{#UNPAID}}
<div class="outcome stop">
<h1>This order is not paid yet.</h1>
<p>You have not been charged. Your order is kept, and you can go on to pay it.</p>
{{#PAY}}
<p><a class="button" href="{{PAY_URL}}">Continue to payment</a></p>
{{/PAY}}
{{#RESUME}}
<form method="post" action="/checkout" data-once>
{{#FIELD}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/FIELD}}
<button class="button" data-working="One moment…">Continue to payment</button>
</form>
<script src="/static/shop.js" defer></script>
{{/RESUME}}
</div>
{{/UNPAID}}
{{#EXPIRED}}
<div class="outcome stop">
<h1>This checkout has expired.</h1>
<p>You have not been charged. To order these, begin again.</p>
<p><a class="button" href="{{AGAIN_URL}}">Begin again</a></p>
</div>
{{/EXPIRED}}
<section aria-labelledby="your-order">
<h2 id="your-order">Your order</h2>
{{>ORDER}}
<p class="quiet">Order <span class="code">{{REFERENCE}}</span></p>
</section>
{{#SHIPPING}}
<section aria-labelledby="sent-to">
<h2 id="sent-to">Sent to</h2>
<address><bdi>{{NAME}}</bdi>{{#LINE}}<br><bdi>{{TEXT}}</bdi>{{/LINE}}</address>
</section>
{{/SHIPPING}}
{{#PAID}}
<p><a class="button plain" href="/">Back to the shop</a></p>
{{/PAID}}
<p class="quiet">Something not right? Write to <a href="mailto:hello@secondpot.example">hello@secondpot.example</a> and quote the order above.</p>
{{>FOOT}}
