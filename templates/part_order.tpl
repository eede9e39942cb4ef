{{%AUTOESCAPE context="HTML"}}
{{!
  An order as a table.  Every amount is text with its currency, ready to show.

  Set on the part that page_include(part, "ORDER", "part_order.tpl") returns:
  ITEM       section, one a line item:
    DESCRIPTION  its name
    QUANTITY     how many
    UNIT         the price of one
    TOTAL        the price of all of them
  SUBTOTAL   section {AMOUNT}: before discount, shipping and tax; leave it
             out when it is the total
  DISCOUNT   section {AMOUNT}: what was taken off, as a negative amount
  SHIPPING   section {AMOUNT}
  TAX        section {AMOUNT}
  GRAND      section {AMOUNT}: what is to pay, or was paid
}}
<div class="scroll">
<table class="order">
<caption class="unseen">Your order</caption>
<thead>
<tr><th scope="col">Item</th><th scope="col" class="money unit">Price</th><th scope="col" class="money count">Quantity</th><th scope="col" class="money">Total</th></tr>
</thead>
<tbody>
{{#ITEM}}
<tr><th scope="row">{{DESCRIPTION}}</th><td class="money unit">{{UNIT}}</td><td class="money count">{{QUANTITY}}</td><td class="money">{{TOTAL}}</td></tr>
{{/ITEM}}
</tbody>
<tfoot>
{{#SUBTOTAL}}
<tr><th scope="row" colspan="3">Subtotal</th><td class="money">{{AMOUNT}}</td></tr>
{{/SUBTOTAL}}
{{#DISCOUNT}}
<tr><th scope="row" colspan="3">Discount</th><td class="money">{{AMOUNT}}</td></tr>
{{/DISCOUNT}}
{{#SHIPPING}}
<tr><th scope="row" colspan="3">Shipping</th><td class="money">{{AMOUNT}}</td></tr>
{{/SHIPPING}}
{{#TAX}}
<tr><th scope="row" colspan="3">Tax</th><td class="money">{{AMOUNT}}</td></tr>
{{/TAX}}
{{#GRAND}}
<tr class="grand"><th scope="row" colspan="3">Total</th><td class="money">{{AMOUNT}}</td></tr>
{{/GRAND}}
</tfoot>
</table>
</div>
