{{%AUTOESCAPE context="HTML"}}
{{!
  The bank has its answer, in a frame of a page that goes on by itself.

  HEAD  include part_pay_head.tpl
  FOOT  include part_pay_foot.tpl
}}
{{>HEAD}}
<main id="main" class="page">
<p class="quiet" role="status" data-answered>{{W_BANK_ANSWERED}}</p>
</main>
{{>FOOT}}
