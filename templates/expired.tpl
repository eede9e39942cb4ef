{{%AUTOESCAPE context="HTML"}}
{{!
  The checkout expired: nothing was charged, and the way back.

  HEAD      include part_head.tpl
  FOOT      include part_foot.tpl
  One of these sections:
  RECOVERY  {URL} a page of the API that takes the same order up again
  CART      the same cart as a form that posts to /checkout:
    FIELD     section {NAME, VALUE}, one a hidden input
  SHOP      nothing is known of the cart: the way back to the shop
  CONTENTS  section: the items are known
    ORDER     include part_order.tpl, on the part of CONTENTS
}}
{{>HEAD}}
<div class="outcome stop">
<h1>This checkout has expired.</h1>
<p>You have not been charged.</p>
{{#RECOVERY}}
<p>Your order is kept. You can take it up where you left it.</p>
<p><a class="button" href="{{URL}}">Continue with this order</a></p>
{{/RECOVERY}}
{{#CART}}
<p>Your order is kept. You can check out again.</p>
<form method="post" action="/checkout" data-once>
{{#FIELD}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/FIELD}}
<button class="button" data-working="One moment…">Check out again</button>
</form>
{{/CART}}
{{#SHOP}}
<p><a class="button" href="/">Back to the shop</a></p>
{{/SHOP}}
</div>
{{#CONTENTS}}
<section aria-labelledby="your-order">
<h2 id="your-order">What you chose</h2>
{{>ORDER}}
</section>
{{/CONTENTS}}
<script src="/static/shop.js" defer></script>
{{>FOOT}}
