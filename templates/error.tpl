{{%AUTOESCAPE context="HTML"}}
{{!
  Something kept the shop from doing what was asked.

  HEAD     include part_head.tpl
  FOOT     include part_foot.tpl
  HEADING  what happened, in a sentence
  MESSAGE  what to do next
  RETRY    section {ACTION}: the same post once more, to this address, with
    FIELD    section {NAME, VALUE}, one a hidden input
  BACK     section {URL}: the way back
  HELP     section {REQUEST_ID}: what to quote when asking for help
}}
{{>HEAD}}
<div class="outcome stop">
<h1>{{HEADING}}</h1>
<p>{{MESSAGE}}</p>
{{#RETRY}}
<form method="post" action="{{ACTION}}" data-once>
{{#FIELD}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/FIELD}}
<button class="button" data-working="One moment…">Try again</button>
</form>
{{/RETRY}}
{{#BACK}}
<p><a class="button plain" href="{{URL}}">Back to the shop</a></p>
{{/BACK}}
</div>
{{#HELP}}
<p class="quiet">Still stuck? Write to <a href="mailto:hello@secondpot.example">hello@secondpot.example</a> and quote <span class="code">{{REQUEST_ID}}</span>.</p>
{{/HELP}}
<script src="/static/shop.js" defer></script>
{{>FOOT}}
