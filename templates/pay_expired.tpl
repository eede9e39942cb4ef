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
<h1>This checkout has expired.</h1>
<p>You have not been charged. To order, go back to {{MERCHANT}} and begin again.</p>
{{#BACK}}
<p><a class="button" href="{{URL}}">Back to {{MERCHANT}}</a></p>
{{/BACK}}
</div>
</main>
{{>FOOT}}
