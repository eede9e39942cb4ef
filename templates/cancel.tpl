{{%AUTOESCAPE context="HTML"}}
{{!
  The shopper left the payment page by its back link: the cart is kept.

  HEAD      include part_head.tpl
  FOOT      include part_foot.tpl
  CONTINUE  section {URL}: the session is still open, at this address
  SHOP_URL  where the cart is
}}
{{>HEAD}}
<div class="outcome">
<h1>You have not been charged.</h1>
<p>You left before paying. Your cart is kept.</p>
<p class="actions">
{{#CONTINUE}}
<a class="button" href="{{URL}}">Continue to payment</a>
{{/CONTINUE}}
<a class="button plain" href="{{SHOP_URL}}">Back to the shop</a>
</p>
</div>
{{>FOOT}}
