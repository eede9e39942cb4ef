{{%AUTOESCAPE context="HTML"}}
{{!
  The payment form inside a page of the shop.

  HEAD             include part_head.tpl
  FOOT             include part_foot.tpl
  CLIENT_SECRET    the session's
  PUBLISHABLE_KEY  the merchant's pk_…
  JS_BASE          scheme and host of the browser scripts, no slash at its end
}}
{{>HEAD}}
<h1>Checkout</h1>
<div id="checkout" class="mount" data-client-secret="{{CLIENT_SECRET}}" data-publishable-key="{{PUBLISHABLE_KEY}}"></div>
<div id="checkout-problem" class="notice stop" role="alert" hidden>
<p><strong>The payment form could not be loaded.</strong></p>
<p>You have not been charged. Check your connection and load this page again.</p>
</div>
<noscript>
<div class="notice stop">
<p><strong>This payment form needs JavaScript.</strong></p>
<p>You have not been charged. Turn JavaScript on and load this page again, or go <a href="/">back to the shop</a>.</p>
</div>
</noscript>
<script src="{{JS_BASE}}/v3/" defer></script>
<script src="/static/embedded.js" defer></script>
{{>FOOT}}
