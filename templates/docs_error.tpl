{{%AUTOESCAPE context="HTML"}}
{{!
  A page of the reference that cannot be shown.

  HEAD        include part_docs_head.tpl
  FOOT        include part_docs_foot.tpl
  HEADING     what happened, in a sentence
  MESSAGE     what to do next
  REQUEST_ID  what to quote when asking for help
}}
{{>HEAD}}
<div id="found" aria-live="polite"></div>
<div class="outcome stop">
<h1>{{HEADING}}</h1>
<p>{{MESSAGE}}</p>
<p><a class="button" href="/docs">Every call</a></p>
</div>
<p class="quiet">If you ask for help, quote <span class="code">{{REQUEST_ID}}</span>.</p>
{{>FOOT}}
