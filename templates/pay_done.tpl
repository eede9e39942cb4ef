{{%AUTOESCAPE context="HTML"}}
{{!
  The hosted page of a session that is complete.

  HEAD      include part_pay_head.tpl
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  One of these sections:
  PAID        it is paid, or nothing was to pay
  PROCESSING  the payment is under way and may still fail
  FAILED      it was under way and has failed
  THANKS    section {TEXT}: what the merchant's payment link says now
  BACK      section {URL}: the shop's success_url with the id filled in, when
            it gave one
  HOME      section {URL}: the shop's cancel_url, when success_url is this
            very page
  FRAMED    section: the page stands in a frame of a shop's page
  GO        section {URL}: where that page goes from here, the shop's
            return_url, when it is to go on
}}
{{>HEAD}}
<main id="main" class="page"{{#FRAMED}} data-complete{{/FRAMED}}>
{{#PAID}}
<div class="outcome good">
<h1>This order is complete.</h1>
<p>Thank you. {{MERCHANT}} has your order. You do not need to pay again.</p>
</div>
{{/PAID}}
{{#PROCESSING}}
<div class="outcome wait">
<h1>Your payment is being processed.</h1>
<p>Thank you. {{MERCHANT}} has your order. You do not need to pay again.</p>
</div>
{{/PROCESSING}}
{{#FAILED}}
<div class="outcome stop">
<h1>Your payment failed.</h1>
<p>You have not been charged. To order, go back to {{MERCHANT}} and begin again.</p>
</div>
{{/FAILED}}
{{#THANKS}}
<p class="words">{{TEXT}}</p>
{{/THANKS}}
{{#BACK}}
<p><a class="button" href="{{URL}}">See your order</a></p>
{{/BACK}}
{{#HOME}}
<p><a class="button" href="{{URL}}">Back to {{MERCHANT}}</a></p>
{{/HOME}}
{{#GO}}
<p><a class="button" href="{{URL}}" target="_top" data-go>See your order</a></p>
{{/GO}}
</main>
{{>FOOT}}
