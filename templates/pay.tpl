{{%AUTOESCAPE context="HTML"}}
{{!
  The hosted payment page.  Every amount is text with its currency, ready to
  show.  Field ids, names and placeholders are those of the page it stands in
  for: people's browser tests use them.

  HEAD      include part_pay_head.tpl, with a TESTCARD each
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  CANCEL    section {URL}: the shop's cancel_url, when it gave one
  BILL      include part_pay_bill.tpl: what is bought and what it comes to
  SAYS      what is said when the total has changed

  The form:
  ACTION      where it posts to
  STATE       where its script asks whether the session is still open, and
  SECONDS     how long it is
  UPDATE      where a change of the bill is posted to
  SHOWN       section {AMOUNT}: the total that is shown, in smallest units;
              no other is charged
  CHANGED     section {MESSAGE}: nothing was charged, for the total has
              changed
  HIDDEN      section {NAME, VALUE}: more hidden inputs
  DECLINED    section {MESSAGE}: the card was refused, or another problem of
              the whole form
  INVALID     section: fields are wrong, each with
    FIX         section {FIELD, MESSAGE}: FIELD is the field's id
  ALONE       section in both: the page is no frame, and may take the focus
  EMAIL_FIXED section {EMAIL}: the e-mail is given and cannot be changed
  Names that end in FIELD are included once a field, check boxes among them
  from part_pay_tick.tpl:
  CONTACT_FIELD   include part_pay_field.tpl: how to reach the shopper
  DELIVERY    section: goods are sent
    DELIVERY_FIELD  include part_pay_field.tpl: where to
    SAYS            section: the shop has something to say about it
  WAYS        section: there is shipping to choose from
    WAY         section {RATE, NAME, AMOUNT}, one a way, with the sections
                CHOSEN on one, ESTIMATE {TEXT}: how long it takes, TAXED
                {NOTE}: "Tax included" and the like
  MEANS       section {LEGEND}: a payment method is asked for; leave it out
              when nothing is to pay
    SAVED       section, when the customer keeps some, with
      METHOD      section {ID, NAME}, one each, the newest first, with
        EXPIRES     section {WHEN}: a card's date
        CHOSEN      section, on the one chosen
        LIVE        section: the total depends on it
      NEW_CHOSEN  section: none of them is
      LIVE        section: the total depends on it
    CHOICE      section, when a card and an account are offered, with one of
                CARD_CHOSEN, DEBIT_CHOSEN
    CARD_FIELD      include part_pay_field.tpl: of a card
    DEBIT       section: an account is offered
      IBAN_FIELD      include part_pay_field.tpl: it
    BILLING_FIELD   include part_pay_field.tpl: whose it is
    SAVE        section: the shopper may have it kept; SAVE_CHOSEN: he will
  BILLING     section: a billing address is asked for, and no method
    BILLING_FIELD   include part_pay_field.tpl: it
  BUSINESS    section: the shopper may buy for a business
    BUSINESS_FIELD  include part_pay_field.tpl: which
  MORE        section: the shop asks for more
    MORE_FIELD      include part_pay_field.tpl: what
  CONSENT     section: the shopper is asked to agree
    CONSENT_FIELD   include part_pay_tick.tpl: to what
  SUBMIT_SAYS, AFTER_SAYS   sections: what the shop says before and after the
              button.  These and SAYS have
    TEXT        include part_pay_text.tpl
  TERMS       section {TEXT}: a sentence under the button
  REUSE       section: what is paid with will be charged again
  AREAS       section {COUNTRY}, one a country with a list of states and the
              like, for scripts, with
    AREA        section {VALUE, NAME}, one each
  BUTTON      its text: "Pay $12.50", "Subscribe", "Save card"
}}
{{>HEAD}}
<main id="main" class="till">
<section class="buying" id="buying" aria-label="{{W_WHAT_YOU_BUY}}" data-says="{{SAYS}}">
<button form="pay" class="unseen" tabindex="-1" aria-hidden="true"></button>
{{#CANCEL}}
<a class="back" href="{{URL}}"><span aria-hidden="true" class="arrow">←</span> {{W_BACK_SHOP}}</a>
{{/CANCEL}}
{{>BILL}}
</section>
<section class="paying-with" aria-label="{{W_HOW_YOU_PAY}}">
<div id="notices">
{{#CHANGED}}
<div class="notice" role="alert" tabindex="-1"{{#ALONE}} autofocus{{/ALONE}}>
<p><strong>{{MESSAGE}}</strong></p>
<p>{{W_CHECK_ORDER}}</p>
</div>
{{/CHANGED}}
{{#DECLINED}}
<div class="notice stop" role="alert" tabindex="-1"{{#ALONE}} autofocus{{/ALONE}}>
<p><strong>{{MESSAGE}}</strong></p>
<p>{{W_NOT_CHARGED}}</p>
</div>
{{/DECLINED}}
{{#INVALID}}
<div class="notice stop" role="alert" tabindex="-1"{{#ALONE}} autofocus{{/ALONE}}>
<p><strong>{{W_CHECK_TYPED}}</strong></p>
<ul>
{{#FIX}}
<li><a href="#{{FIELD}}">{{MESSAGE}}</a></li>
{{/FIX}}
</ul>
</div>
{{/INVALID}}
</div>
<p class="unseen" id="told" role="status"></p>
<form id="pay" class="form" method="post" action="{{ACTION}}" novalidate data-once data-update="{{UPDATE}}" data-state="{{STATE}}" data-seconds="{{SECONDS}}">
{{#SHOWN}}
<input type="hidden" id="shownTotal" name="shownTotal" value="{{AMOUNT}}">
{{/SHOWN}}
{{#HIDDEN}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HIDDEN}}
<fieldset>
<legend>{{W_CONTACT}}</legend>
{{#EMAIL_FIXED}}
<p class="fixed"><span class="label">{{W_EMAIL}}</span> <span><bdi>{{EMAIL}}</bdi></span></p>
<input type="hidden" name="email" value="{{EMAIL}}">
{{/EMAIL_FIXED}}
{{>CONTACT_FIELD}}
</fieldset>
{{#DELIVERY}}
<fieldset data-address="shipping">
<legend>{{W_SHIPPING_ADDRESS}}</legend>
{{>DELIVERY_FIELD}}
{{#SAYS}}
<p class="quiet says" dir="auto">{{>TEXT}}</p>
{{/SAYS}}
</fieldset>
{{/DELIVERY}}
{{#WAYS}}
<fieldset class="ways">
<legend>{{W_SHIPPING}}</legend>
{{#WAY}}
<label><input type="radio" name="shippingRate" value="{{RATE}}"{{#CHOSEN}} checked{{/CHOSEN}} data-live>
<span><span class="name"><bdi>{{NAME}}</bdi></span>{{#ESTIMATE}} <span class="quiet">{{TEXT}}</span>{{/ESTIMATE}}{{#TAXED}} <span class="quiet">{{NOTE}}</span>{{/TAXED}}</span>
<span class="money">{{AMOUNT}}</span></label>
{{/WAY}}
<noscript><button class="minor" formaction="{{UPDATE}}">{{W_UPDATE_TOTAL}}</button></noscript>
</fieldset>
{{/WAYS}}
<div id="means">
{{#MEANS}}
<fieldset data-address="billing">
<legend>{{LEGEND}}</legend>
{{#SAVED}}
<div class="choice stack" id="savedMethod" tabindex="-1" role="radiogroup" aria-label="{{LEGEND}}">
{{#METHOD}}
<label><input type="radio" name="savedMethod" value="{{ID}}"{{#CHOSEN}} checked{{/CHOSEN}}{{#LIVE}} data-live{{/LIVE}}> <span>{{NAME}}{{#EXPIRES}} <span class="quiet">{{WHEN}}</span>{{/EXPIRES}}</span></label>
{{/METHOD}}
<label><input type="radio" name="savedMethod" value="new"{{#NEW_CHOSEN}} checked{{/NEW_CHOSEN}}{{#LIVE}} data-live{{/LIVE}}> {{W_USE_ANOTHER}}</label>
</div>
{{/SAVED}}
<div class="by-new">
{{#CHOICE}}
<div class="choice" role="radiogroup" aria-label="{{LEGEND}}">
<label><input type="radio" name="paymentMethod" value="card"{{#CARD_CHOSEN}} checked{{/CARD_CHOSEN}}> {{W_CARD}}</label>
<label><input type="radio" name="paymentMethod" value="sepa_debit"{{#DEBIT_CHOSEN}} checked{{/DEBIT_CHOSEN}}> {{W_SEPA_DEBIT}}</label>
</div>
{{/CHOICE}}
{{>CARD_FIELD}}
{{#DEBIT}}
{{>IBAN_FIELD}}
<p class="quiet by-debit">{{W_MANDATE_SHOP}}</p>
{{/DEBIT}}
{{>BILLING_FIELD}}
{{#SAVE}}
<label class="check"><input type="checkbox" name="savePaymentMethod" value="yes"{{#SAVE_CHOSEN}} checked{{/SAVE_CHOSEN}}> {{W_SAVE_SHOP}}</label>
{{/SAVE}}
</div>
</fieldset>
{{/MEANS}}
</div>
{{#BILLING}}
<fieldset data-address="billing">
<legend>{{W_BILLING_ADDRESS}}</legend>
{{>BILLING_FIELD}}
</fieldset>
{{/BILLING}}
{{#BUSINESS}}
<fieldset>
<legend>{{W_FOR_BUSINESS}}</legend>
{{>BUSINESS_FIELD}}
</fieldset>
{{/BUSINESS}}
{{#MORE}}
<fieldset>
<legend>{{W_MORE_DETAILS}}</legend>
{{>MORE_FIELD}}
</fieldset>
{{/MORE}}
{{#CONSENT}}
<div class="consent">
{{>CONSENT_FIELD}}
</div>
{{/CONSENT}}
{{#SUBMIT_SAYS}}
<p class="says" dir="auto">{{>TEXT}}</p>
{{/SUBMIT_SAYS}}
<button class="button wide" id="payNow" type="submit" data-testid="hosted-payment-submit-button" data-working="{{W_PROCESSING}}">{{BUTTON}}</button>
{{#TERMS}}
<p class="quiet"><bdi>{{TEXT}}</bdi></p>
{{/TERMS}}
{{#REUSE}}
<p class="quiet">{{W_REUSE_SHOP}}</p>
{{/REUSE}}
{{#AFTER_SAYS}}
<p class="quiet says" dir="auto">{{>TEXT}}</p>
{{/AFTER_SAYS}}
</form>
</section>
</main>
{{#AREAS}}
<template data-areas="{{COUNTRY}}">
<option value="">{{W_CHOOSE}}</option>
{{#AREA}}
<option value="{{VALUE}}">{{NAME}}</option>
{{/AREA}}
</template>
{{/AREAS}}
<template id="area-words" data-area_state="{{W_AREA_STATE}}" data-area_province="{{W_AREA_PROVINCE}}" data-area_prefecture="{{W_AREA_PREFECTURE}}" data-area_county="{{W_AREA_COUNTY}}" data-area_emirate="{{W_AREA_EMIRATE}}" data-area_region="{{W_AREA_REGION}}" data-postal_code="{{W_POSTAL_CODE}}" data-code_zip="{{W_CODE_ZIP}}" data-code_postcode="{{W_CODE_POSTCODE}}" data-code_pin="{{W_CODE_PIN}}" data-code_eircode="{{W_CODE_EIRCODE}}"></template>
<script src="/static/pay.js" defer></script>
{{>FOOT}}
