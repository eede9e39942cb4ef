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
<h1>This link is no longer active.</h1>
{{#MESSAGE}}
<p class="words">{{TEXT}}</p>
{{/MESSAGE}}
{{#INACTIVE}}
<p>You have not been charged. Ask {{MERCHANT}} for another way to buy this.</p>
{{/INACTIVE}}
{{#GONE}}
<p>What it sold is not on sale any more. You have not been charged. Ask {{MERCHANT}} for another way to buy this.</p>
{{/GONE}}
</div>
</main>
{{>FOOT}}
