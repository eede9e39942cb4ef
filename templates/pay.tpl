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
  EMAIL_FIXED section: the e-mail is given and cannot be changed
  EMAIL_FIELD section: the shopper types it; one of the two
  WAYS        section: there is shipping to choose from
    WAY         section {RATE, NAME, AMOUNT}, one a way, with the sections
                CHOSEN on one, ESTIMATE {TEXT}: how long it takes, TAXED
                {NOTE}: "Tax included" and the like
  PLACES      section: taxes depend on the country
  MEANS       section {LEGEND, NAME_LABEL}: a payment method is asked for;
              leave it out when nothing is to pay
    CHOICE      section, when a card and an account are offered, with one of
                CARD_CHOSEN, DEBIT_CHOSEN
    CARD        section: the fields of a card
    DEBIT       section: the field of an account
    SAVE        section: the shopper may have it kept; SAVE_CHOSEN: he will
  What was typed, given back when the form returns:
  EMAIL CARD_NUMBER CARD_EXPIRY IBAN BILLING_NAME BILLING_POSTAL_CODE
  COUNTRY     section {CODE, NAME}, one a country, with the section
    SELECTED    on the one chosen
  Problems of a field, sections {MESSAGE}:
  EMAIL_ERROR CARD_NUMBER_ERROR CARD_EXPIRY_ERROR CARD_CVC_ERROR IBAN_ERROR
  BILLING_NAME_ERROR BILLING_COUNTRY_ERROR BILLING_POSTAL_CODE_ERROR
  BUTTON      its text: "Pay $12.50", "Subscribe", "Save card"
  TERMS       section {TEXT}: a sentence under the button
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
{{#EMAIL_FIELD}}
<div class="field">
<label for="email">{{W_EMAIL}}</label>
<input id="email" name="email" type="email" dir="ltr" value="{{EMAIL}}" autocomplete="email" inputmode="email" maxlength="512" required{{#EMAIL_ERROR}} aria-invalid="true" aria-describedby="email-error"{{/EMAIL_ERROR}}>
{{#EMAIL_ERROR}}
<p class="wrong" id="email-error">{{MESSAGE}}</p>
{{/EMAIL_ERROR}}
</div>
{{/EMAIL_FIELD}}
</fieldset>
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
<fieldset>
<legend>{{LEGEND}}</legend>
{{#CHOICE}}
<div class="choice" role="radiogroup" aria-label="{{LEGEND}}">
<label><input type="radio" name="paymentMethod" value="card"{{#CARD_CHOSEN}} checked{{/CARD_CHOSEN}}> {{W_CARD}}</label>
<label><input type="radio" name="paymentMethod" value="sepa_debit"{{#DEBIT_CHOSEN}} checked{{/DEBIT_CHOSEN}}> {{W_SEPA_DEBIT}}</label>
</div>
{{/CHOICE}}
{{#CARD}}
<div class="field by-card">
<label for="cardNumber">{{W_CARD_NUMBER}}</label>
<input id="cardNumber" name="cardNumber" type="text" dir="ltr" value="{{CARD_NUMBER}}" placeholder="1234 1234 1234 1234" autocomplete="cc-number" inputmode="numeric" maxlength="32" required{{#CARD_NUMBER_ERROR}} aria-invalid="true" aria-describedby="cardNumber-error"{{/CARD_NUMBER_ERROR}}>
{{#CARD_NUMBER_ERROR}}
<p class="wrong" id="cardNumber-error">{{MESSAGE}}</p>
{{/CARD_NUMBER_ERROR}}
</div>
<div class="pair by-card">
<div class="field">
<label for="cardExpiry">{{W_EXPIRY_DATE}}</label>
<input id="cardExpiry" name="cardExpiry" type="text" dir="ltr" value="{{CARD_EXPIRY}}" placeholder="{{W_EXPIRY_HINT}}" autocomplete="cc-exp" inputmode="numeric" maxlength="9" required{{#CARD_EXPIRY_ERROR}} aria-invalid="true" aria-describedby="cardExpiry-error"{{/CARD_EXPIRY_ERROR}}>
{{#CARD_EXPIRY_ERROR}}
<p class="wrong" id="cardExpiry-error">{{MESSAGE}}</p>
{{/CARD_EXPIRY_ERROR}}
</div>
<div class="field">
<label for="cardCvc">{{W_SECURITY_CODE}}</label>
<input id="cardCvc" name="cardCvc" type="text" dir="ltr" value="{{CARD_CVC}}" placeholder="CVC" autocomplete="cc-csc" inputmode="numeric" maxlength="4" required{{#CARD_CVC_ERROR}} aria-invalid="true" aria-describedby="cardCvc-error"{{/CARD_CVC_ERROR}}>
{{#CARD_CVC_ERROR}}
<p class="wrong" id="cardCvc-error">{{MESSAGE}}</p>
{{/CARD_CVC_ERROR}}
</div>
</div>
{{/CARD}}
{{#DEBIT}}
<div class="field by-debit">
<label for="iban">IBAN</label>
<input id="iban" name="iban" type="text" dir="ltr" value="{{IBAN}}" placeholder="DE00 0000 0000 0000 0000 00" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="48" required{{#IBAN_ERROR}} aria-invalid="true" aria-describedby="iban-error"{{/IBAN_ERROR}}>
{{#IBAN_ERROR}}
<p class="wrong" id="iban-error">{{MESSAGE}}</p>
{{/IBAN_ERROR}}
<p class="quiet">{{W_MANDATE_SHOP}}</p>
</div>
{{/DEBIT}}
<div class="field">
<label for="billingName">{{NAME_LABEL}}</label>
<input id="billingName" name="billingName" type="text" value="{{BILLING_NAME}}" placeholder="{{W_NAME_HINT}}" autocomplete="cc-name" maxlength="256" required{{#BILLING_NAME_ERROR}} aria-invalid="true" aria-describedby="billingName-error"{{/BILLING_NAME_ERROR}}>
{{#BILLING_NAME_ERROR}}
<p class="wrong" id="billingName-error">{{MESSAGE}}</p>
{{/BILLING_NAME_ERROR}}
</div>
<div class="pair">
<div class="field">
<label for="billingCountry">{{W_COUNTRY}}</label>
<select id="billingCountry" name="billingCountry" autocomplete="country"{{#PLACES}} data-live{{/PLACES}}{{#BILLING_COUNTRY_ERROR}} aria-invalid="true" aria-describedby="billingCountry-error"{{/BILLING_COUNTRY_ERROR}}>
{{#COUNTRY}}
<option value="{{CODE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>
{{/COUNTRY}}
</select>
{{#PLACES}}
<noscript><button class="minor" formaction="{{UPDATE}}">{{W_UPDATE_TOTAL}}</button></noscript>
{{/PLACES}}
{{#BILLING_COUNTRY_ERROR}}
<p class="wrong" id="billingCountry-error">{{MESSAGE}}</p>
{{/BILLING_COUNTRY_ERROR}}
</div>
<div class="field">
<label for="billingPostalCode">{{W_POSTAL_CODE}}</label>
<input id="billingPostalCode" name="billingPostalCode" type="text" value="{{BILLING_POSTAL_CODE}}" autocomplete="postal-code" maxlength="32"{{#BILLING_POSTAL_CODE_ERROR}} aria-invalid="true" aria-describedby="billingPostalCode-error"{{/BILLING_POSTAL_CODE_ERROR}}>
{{#BILLING_POSTAL_CODE_ERROR}}
<p class="wrong" id="billingPostalCode-error">{{MESSAGE}}</p>
{{/BILLING_POSTAL_CODE_ERROR}}
</div>
</div>
{{#SAVE}}
<label class="check"><input type="checkbox" name="savePaymentMethod" value="yes"{{#SAVE_CHOSEN}} checked{{/SAVE_CHOSEN}}> {{W_SAVE_SHOP}}</label>
{{/SAVE}}
</fieldset>
{{/MEANS}}
</div>
<button class="button wide" id="payNow" type="submit" data-testid="hosted-payment-submit-button" data-working="{{W_PROCESSING}}">{{BUTTON}}</button>
{{#TERMS}}
<p class="quiet">{{TEXT}}</p>
{{/TERMS}}
</form>
</section>
</main>
<script src="/static/pay.js" defer></script>
{{>FOOT}}
