{{%AUTOESCAPE context="HTML"}}
{{!
  What stands in for the shopper's bank while a payment waits to be confirmed
  (3-D Secure).

  HEAD      include part_pay_head.tpl
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  PAYING    section {AMOUNT}: what is to be paid; or
  SAVING    section: the payment method is only saved
  ACTION    where the answer posts to
  HIDDEN    section {NAME, VALUE}: more hidden inputs
  LEAVE     section {METHOD, ACTION} with its own HIDDEN: the way back to the
            form, nothing being answered
}}
{{>HEAD}}
<main id="main" class="page">
<div class="outcome wait">
{{#PAYING}}
<h1>Confirm this payment with your bank.</h1>
<p>{{MERCHANT}} asks for <strong>{{AMOUNT}}</strong>. You have not been charged yet.</p>
{{/PAYING}}
{{#SAVING}}
<h1>Confirm your card with your bank.</h1>
<p>{{MERCHANT}} asks to keep your card for later payments. You are not charged now.</p>
{{/SAVING}}
<p class="quiet">This page stands in for your bank. Choose what the bank says.</p>
</div>
<form class="form row" method="post" action="{{ACTION}}">
{{#HIDDEN}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HIDDEN}}
<button class="button" type="submit" name="result" value="complete">Complete</button>
<button class="button plain" type="submit" name="result" value="fail">Fail</button>
</form>
{{#LEAVE}}
<form method="{{METHOD}}" action="{{ACTION}}">
{{#HIDDEN}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HIDDEN}}
<button class="back" type="submit">Pay in another way</button>
</form>
{{/LEAVE}}
</main>
{{>FOOT}}
