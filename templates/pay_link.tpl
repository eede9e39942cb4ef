{{%AUTOESCAPE context="HTML"}}
{{!
  What the address of a payment link shows when nothing can be bought there.

  HEAD      include part_pay_head.tpl
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  Exactly one of these sections:
  MESSAGE   {TEXT}: what the merchant wants said of a link that is not active
  INACTIVE  the same, without such words
  GONE      what the link sells cannot be bought any more
}}
{{>HEAD}}
<main id="main" class="page">
<div class="outcome stop">
<h1>{{W_LINK_INACTIVE}}</h1>
{{#MESSAGE}}
<p class="words" dir="auto">{{TEXT}}</p>
{{/MESSAGE}}
{{#INACTIVE}}
<p>{{W_LINK_INACTIVE_SHOP}}</p>
{{/INACTIVE}}
{{#GONE}}
<p>{{W_LINK_GONE_SHOP}}</p>
{{/GONE}}
</div>
</main>
{{>FOOT}}
