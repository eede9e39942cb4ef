{{%AUTOESCAPE context="HTML"}}
{{!
  The hosted page of a session that has expired.

  HEAD      include part_pay_head.tpl
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  BACK      section {URL}: where the shopper begins again (the recovery URL,
            else the shop's cancel_url), when it is known
}}
{{>HEAD}}
<main id="main" class="page">
<div class="outcome stop">
<h1>{{W_CHECKOUT_EXPIRED}}</h1>
<p>{{W_BEGIN_AGAIN_SHOP}}</p>
{{#BACK}}
<p><a class="button" href="{{URL}}">{{W_BACK_SHOP}}</a></p>
{{/BACK}}
</div>
</main>
{{>FOOT}}
