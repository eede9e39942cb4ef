{{%AUTOESCAPE context="HTML"}}
{{!
  What stands in for the shopper's bank while a payment waits to be confirmed
  (3-D Secure).

  HEAD      include part_pay_head.tpl
  FOOT      include part_pay_foot.tpl
  MERCHANT  the shop's name
  PAYING    section {ASKS}: something is to be paid, and how much; or
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
<h1>{{W_BANK_CONFIRM}}</h1>
<p>{{ASKS}}</p>
{{/PAYING}}
{{#SAVING}}
<h1>{{W_BANK_CONFIRM_CARD}}</h1>
<p>{{W_BANK_KEEPS_SHOP}}</p>
{{/SAVING}}
<p class="quiet">{{W_BANK_TEST}}</p>
</div>
<form class="form row" method="post" action="{{ACTION}}">
{{#HIDDEN}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HIDDEN}}
<button class="button" type="submit" name="result" value="complete">{{W_BANK_COMPLETE}}</button>
<button class="button plain" type="submit" name="result" value="fail">{{W_BANK_FAIL}}</button>
</form>
{{#LEAVE}}
<form method="{{METHOD}}" action="{{ACTION}}">
{{#HIDDEN}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/HIDDEN}}
<button class="back" type="submit">{{W_PAY_OTHERWISE}}</button>
</form>
{{/LEAVE}}
</main>
{{>FOOT}}
