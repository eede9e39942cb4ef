{{%AUTOESCAPE context="HTML"}}
{{!
  One thing to buy, by the embedded buy button.

  HEAD             include part_head.tpl
  FOOT             include part_foot.tpl
  ELEMENT          the button's id, buy_btn_…
  PUBLISHABLE_KEY  the merchant's pk_…
  JS_BASE          scheme and host of the browser scripts, no slash at its end
  Exactly one of these sections:
  SIGNED_IN        {CLIENT_SECRET, REFERENCE}: the customer session's secret
                   and the shop's own id of the customer
  GUEST            nobody is signed in
}}
{{>HEAD}}
<div class="offer">
<div class="tile butter"><img src="/static/pictures/gift.svg" alt="A box with two tins of tea and a jar of honey, tied with a red ribbon" width="480" height="400"></div>
<div class="offer-words">
<h1>A box to give away</h1>
<p class="lede">Two teas and a jar of honey for someone who has a pot but nothing to put into it.</p>
<ul class="ticks">
<li>Breakfast No. 2 for mornings, the sencha for afternoons</li>
<li>Blossom honey from one hillside</li>
<li>Wrapped in a linen towel to keep</li>
</ul>
<script src="{{JS_BASE}}/v3/buy-button.js" async></script>
{{#SIGNED_IN}}
<stripe-buy-button buy-button-id="{{ELEMENT}}" publishable-key="{{PUBLISHABLE_KEY}}" customer-session-client-secret="{{CLIENT_SECRET}}" client-reference-id="{{REFERENCE}}"></stripe-buy-button>
{{/SIGNED_IN}}
{{#GUEST}}
<stripe-buy-button buy-button-id="{{ELEMENT}}" publishable-key="{{PUBLISHABLE_KEY}}"></stripe-buy-button>
{{/GUEST}}
<noscript>
<div class="notice">
<p>The button needs JavaScript. <a href="/#gift">The gift box</a> can be ordered in the shop without it.</p>
</div>
</noscript>
</div>
</div>
{{>FOOT}}
