{{%AUTOESCAPE context="HTML"}}
{{!
  What the frame of an embedded checkout holds until the page around it has
  given it the session's client secret.

  HEAD  include part_pay_head.tpl
  FOOT  include part_pay_foot.tpl
}}
{{>HEAD}}
<main id="main" class="page">
<h1 class="unseen">Checkout</h1>
<p class="quiet" role="status" data-waiting>Loading the payment form…</p>
<noscript>
<div class="notice stop">
<p><strong>This payment form needs JavaScript.</strong></p>
<p>You have not been charged.</p>
</div>
</noscript>
</main>
{{>FOOT}}
