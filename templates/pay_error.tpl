{{%AUTOESCAPE context="HTML"}}
{{!
  The hosted page when there is nothing to pay for, or something broke.

  HEAD     include part_pay_head.tpl
  FOOT     include part_pay_foot.tpl
  HEADING  what happened, in a sentence
  MESSAGE  what to do next
  BACK     section {URL}: the way back, when it is known
  HELP     section {REQUEST_ID}: what to quote when asking for help
}}
{{>HEAD}}
<main id="main" class="page">
<div class="outcome stop">
<h1>{{HEADING}}</h1>
<p>{{MESSAGE}}</p>
{{#BACK}}
<p><a class="button" href="{{URL}}">{{W_GO_BACK}}</a></p>
{{/BACK}}
</div>
{{#HELP}}
<p class="quiet">{{W_ASK_HELP}} <span class="code" dir="ltr">{{REQUEST_ID}}</span></p>
{{/HELP}}
</main>
{{>FOOT}}
