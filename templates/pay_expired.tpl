{{%AUTOESCAPE context="HTML"}}
{{!
  The hosted page of a session that has expired.

  HEAD      include part_pay_head.tpl
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  Exactly one of these sections:
  AGAIN     {URL}: where the shopper takes the same order up again
  OVER      he begins anew
  Both with a section, when the shop gave a cancel_url:
    BACK      {URL}: that
}}
{{>HEAD}}
<main id="main" class="page">
<div class="outcome stop">
<h1>{{W_CHECKOUT_EXPIRED}}</h1>
{{#AGAIN}}
<p>{{W_TAKE_UP_AGAIN}}</p>
<p><a class="button" href="{{URL}}">{{W_ORDER_AGAIN}}</a></p>
{{#BACK}}
<p><a class="button plain" href="{{URL}}">{{W_BACK_SHOP}}</a></p>
{{/BACK}}
{{/AGAIN}}
{{#OVER}}
<p>{{W_BEGIN_AGAIN_SHOP}}</p>
{{#BACK}}
<p><a class="button" href="{{URL}}">{{W_BACK_SHOP}}</a></p>
{{/BACK}}
{{/OVER}}
</div>
</main>
{{>FOOT}}
