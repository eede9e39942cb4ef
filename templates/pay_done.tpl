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
<h1>{{W_ORDER_COMPLETE}}</h1>
<p>{{W_THANKS_SHOP}}</p>
</div>
{{/PAID}}
{{#PROCESSING}}
<div class="outcome wait">
<h1>{{W_ORDER_PROCESSING}}</h1>
<p>{{W_THANKS_SHOP}}</p>
</div>
{{/PROCESSING}}
{{#FAILED}}
<div class="outcome stop">
<h1>{{W_ORDER_FAILED}}</h1>
<p>{{W_BEGIN_AGAIN_SHOP}}</p>
</div>
{{/FAILED}}
{{#THANKS}}
<p class="words" dir="auto">{{TEXT}}</p>
{{/THANKS}}
{{#BACK}}
<p><a class="button" href="{{URL}}">{{W_SEE_ORDER}}</a></p>
{{/BACK}}
{{#HOME}}
<p><a class="button" href="{{URL}}">{{W_BACK_SHOP}}</a></p>
{{/HOME}}
{{#GO}}
<p><a class="button" href="{{URL}}" target="_top" data-go>{{W_SEE_ORDER}}</a></p>
{{/GO}}
</main>
{{>FOOT}}
