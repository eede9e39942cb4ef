{{%AUTOESCAPE context="HTML"}}
{{!
  The plans, as the embedded pricing table.

  HEAD             include part_head.tpl
  FOOT             include part_foot.tpl
  ELEMENT          the table's id, prctbl_…
  PUBLISHABLE_KEY  the merchant's pk_…
  JS_BASE          scheme and host of the browser scripts, no slash at its end
  Exactly one of these sections:
  SIGNED_IN        {CLIENT_SECRET, REFERENCE}: the customer session's secret
                   and the shop's own id of the customer
  GUEST            nobody is signed in
}}
{{>HEAD}}
<h1>A new tea, every month</h1>
<p class="lede">Choose a plan. Change it or stop it when you like.</p>
<script src="{{JS_BASE}}/v3/pricing-table.js" async></script>
{{#SIGNED_IN}}
<stripe-pricing-table pricing-table-id="{{ELEMENT}}" publishable-key="{{PUBLISHABLE_KEY}}" customer-session-client-secret="{{CLIENT_SECRET}}" client-reference-id="{{REFERENCE}}"></stripe-pricing-table>
{{/SIGNED_IN}}
{{#GUEST}}
<stripe-pricing-table pricing-table-id="{{ELEMENT}}" publishable-key="{{PUBLISHABLE_KEY}}"></stripe-pricing-table>
{{/GUEST}}
<noscript>
<div class="notice">
<p>The table of plans needs JavaScript. <a href="/#monthly">The monthly tin</a> can be ordered in the shop without it.</p>
</div>
</noscript>
{{>FOOT}}
