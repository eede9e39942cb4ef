{{%AUTOESCAPE context="HTML"}}
{{!
  What is bought on the payment page and what it comes to, with all that the
  shopper may change of it: page_include(part, "BILL", "part_pay_bill.tpl").
  Its fields belong to the form "pay", wherever they stand, so that a change
  sends what was typed elsewhere along.  Every amount is text with its
  currency.  A script puts this part anew in its place after a change.

  MERCHANT    the shop's name
  Exactly one of these sections:
  PAYMENT, SUBSCRIPTION, SETUP    the session's mode
  UPDATE      where a change is posted to
  AMOUNT_DUE  section {TOTAL}: what is to pay now, shown first; leave it out
              when the mode is setup
  TRIAL       section {FREE, THEN}, in the place of AMOUNT_DUE: "14 days
              free", "then $27.00 per month", with what is due today all the
              same
  INTERVAL    section {EVERY}: "per month" and the like, after the total
  LINES       section: there are items
    ITEM        section, one a line item:
      PICTURE     section {URL}: its first image, when it has one
      DESCRIPTION its name
      DETAIL      section {TEXT}: the product's description, when it has one
      COUNT       section {QUANTITY}: how many, when that is fixed, and the
                  price of one when there are more
      NAMING      section {ID, VALUE, RANGE, AMOUNT_OF}: the shopper says how
                  much he pays; RANGE is "$5.00 to $100.00", AMOUNT_OF the
                  field's whole label
        WRONG       section {MESSAGE}: what was typed cannot be paid
      ADJUST      section {ID, QUANTITY, LOW, HIGH, QUANTITY_OF}: the shopper
                  says how many; ID is the line item's, QUANTITY_OF the
                  field's whole label
        EACH        section {UNIT}: "$12.00 each"
        WRONG       section {MESSAGE}: what was typed cannot be had
        REMOVE      section {REMOVE_ITEM}: he may do without; the button's
                  whole label
      RECURS      section {EVERY}: it recurs, in an order where not all does
      TAXED       section {NOTE}: "VAT (19%) included" and the like
      AMOUNT      the price of all of them
    SUBTOTAL    section {AMOUNT}, when the total may be another
    CODE        section: a promotion code may be typed
      TYPED       what was typed, when it was refused
      CODE_WRONG  section {MESSAGE}: why
    DISCOUNT    section {NAME, AMOUNT}: what a coupon takes off
      REMOVE_CODE section {CODE, REMOVE_ITEM}: it came by this code, and
                  may go again; the button's whole label
    SHIPPING    section {NAME, AMOUNT}
    TAX         section {NAME, AMOUNT}, one a tax rate
    TOTAL       what is to pay now
}}
<h1>
{{#PAYMENT}}
<span class="asks">{{W_PAY_SHOP}}</span>
{{/PAYMENT}}
{{#SUBSCRIPTION}}
<span class="asks">{{W_SUBSCRIBE_SHOP}}</span>
{{/SUBSCRIPTION}}
{{#SETUP}}
<span class="asks">{{W_SAVE_CARD_SHOP}}</span>
{{/SETUP}}
{{#AMOUNT_DUE}}
<span class="due">{{TOTAL}}</span>
{{/AMOUNT_DUE}}
{{#TRIAL}}
<span class="due">{{FREE}}</span>
<span class="every">{{THEN}}</span>
{{/TRIAL}}
{{#INTERVAL}}
<span class="every">{{EVERY}}</span>
{{/INTERVAL}}
</h1>
{{#SETUP}}
<p>{{W_CARD_IS_KEPT}}</p>
{{/SETUP}}
{{#LINES}}
<table class="bill">
<caption class="unseen">{{W_YOUR_ORDER}}</caption>
<tbody>
{{#ITEM}}
<tr>
<th scope="row">
<span class="what">
{{#PICTURE}}
<img src="{{URL}}" alt="" width="48" height="48">
{{/PICTURE}}
<span>
<span class="name"><bdi>{{DESCRIPTION}}</bdi></span>
{{#DETAIL}}
<span class="quiet"><bdi>{{TEXT}}</bdi></span>
{{/DETAIL}}
{{#COUNT}}
<span class="quiet">{{QUANTITY}}</span>
{{/COUNT}}
{{#TAXED}}
<span class="quiet">{{NOTE}}</span>
{{/TAXED}}
{{#NAMING}}
<span class="adjust">
<label for="amount-{{ID}}">{{W_AMOUNT_LABEL}}</label>
<input form="pay" id="amount-{{ID}}" aria-label="{{AMOUNT_OF}}" name="amount[{{ID}}]" type="text" dir="ltr" inputmode="decimal" value="{{VALUE}}" autocomplete="off" maxlength="16" required data-live aria-describedby="amount-{{ID}}-range{{#WRONG}} amount-{{ID}}-error{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}>
<span class="quiet" id="amount-{{ID}}-range">{{RANGE}}</span>
<noscript><button form="pay" class="minor" formaction="{{UPDATE}}">{{W_UPDATE}}</button></noscript>
</span>
{{#WRONG}}
<span class="wrong" id="amount-{{ID}}-error">{{MESSAGE}}</span>
{{/WRONG}}
{{/NAMING}}
{{#ADJUST}}
<span class="adjust">
<label for="quantity-{{ID}}">{{W_QUANTITY_LABEL}}</label>
<input form="pay" id="quantity-{{ID}}" aria-label="{{QUANTITY_OF}}" name="quantity[{{ID}}]" type="number" inputmode="numeric" min="{{LOW}}" max="{{HIGH}}" value="{{QUANTITY}}" autocomplete="off" required data-live{{#WRONG}} aria-invalid="true" aria-describedby="quantity-{{ID}}-error"{{/WRONG}}>
{{#EACH}}
<span class="quiet">{{UNIT}}</span>
{{/EACH}}
<noscript><button form="pay" class="minor" formaction="{{UPDATE}}">{{W_UPDATE}}</button></noscript>
{{#REMOVE}}
<button form="pay" class="link" formaction="{{UPDATE}}" name="remove" value="{{ID}}" aria-label="{{REMOVE_ITEM}}" data-change>{{W_REMOVE}}</button>
{{/REMOVE}}
</span>
{{#WRONG}}
<span class="wrong" id="quantity-{{ID}}-error">{{MESSAGE}}</span>
{{/WRONG}}
{{/ADJUST}}
</span>
</span>
</th>
<td class="money">{{AMOUNT}}{{#RECURS}} <span class="quiet">{{EVERY}}</span>{{/RECURS}}</td>
</tr>
{{/ITEM}}
</tbody>
<tfoot>
{{#SUBTOTAL}}
<tr><th scope="row">{{W_SUBTOTAL}}</th><td class="money">{{AMOUNT}}</td></tr>
{{/SUBTOTAL}}
{{#CODE}}
<tr class="code-row"><td colspan="2">
<span class="field">
<label for="promotionCode">{{W_PROMOTION_CODE}}</label>
<span class="joined">
<input form="pay" id="promotionCode" name="promotionCode" type="text" value="{{TYPED}}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="255"{{#CODE_WRONG}} aria-invalid="true" aria-describedby="promotionCode-error"{{/CODE_WRONG}}>
<button form="pay" class="minor" id="applyCode" formaction="{{UPDATE}}" data-change>{{W_APPLY}}</button>
</span>
{{#CODE_WRONG}}
<span class="wrong" id="promotionCode-error">{{MESSAGE}}</span>
{{/CODE_WRONG}}
</span>
</td></tr>
{{/CODE}}
{{#DISCOUNT}}
<tr class="code-row"><th scope="row"><bdi>{{NAME}}</bdi>
{{#REMOVE_CODE}}
<span class="tag"><span class="unseen">{{W_PROMOTION_CODE}} </span><span class="code" dir="ltr">{{CODE}}</span>
<button form="pay" class="link" id="removeCode" formaction="{{UPDATE}}" name="removeCode" value="yes" aria-label="{{REMOVE_ITEM}}" data-change>{{W_REMOVE}}</button></span>
{{/REMOVE_CODE}}
</th><td class="money">{{AMOUNT}}</td></tr>
{{/DISCOUNT}}
{{#SHIPPING}}
<tr><th scope="row"><bdi>{{NAME}}</bdi></th><td class="money">{{AMOUNT}}</td></tr>
{{/SHIPPING}}
{{#TAX}}
<tr><th scope="row"><bdi>{{NAME}}</bdi></th><td class="money">{{AMOUNT}}</td></tr>
{{/TAX}}
<tr class="grand"><th scope="row">{{W_TOTAL_DUE}}</th><td class="money">{{TOTAL}}</td></tr>
</tfoot>
</table>
{{/LINES}}
