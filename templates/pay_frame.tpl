{{%AUTOESCAPE context="HTML"}}
{{!
  What the frame of an embedded checkout holds until the page around it has
  given it the session's client secret.

  HEAD  include part_pay_head.tpl
  FOOT  include part_pay_foot.tpl
}}
{{>HEAD}}
<main id="main" class="page">
<h1 class="unseen">{{W_TITLE_CHECKOUT}}</h1>
<p class="quiet" role="status" data-waiting data-alone="{{W_FRAME_ALONE}}">{{W_FRAME_LOADING}}</p>
<noscript>
<div class="notice stop">
<p><strong>{{W_NEEDS_SCRIPT}}</strong></p>
<p>{{W_NOT_CHARGED}}</p>
</div>
</noscript>
</main>
{{>FOOT}}
