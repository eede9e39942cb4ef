{{%AUTOESCAPE context="HTML"}}
{{!
  One object of the API.

  HEAD    include part_docs_head.tpl
  FOOT    include part_docs_foot.tpl
  NAME    "checkout.session"
  CALL    section {LINK, NAME}, one a call that answers it
  FIELDS  include part_docs_fields.tpl
}}
{{>HEAD}}
<div id="found" aria-live="polite"></div>
<div>
<p class="quiet"><a href="/docs#objects">Objects</a></p>
<h1>{{NAME}}</h1>
</div>
<ul class="objects">
{{#CALL}}
<li><a href="{{LINK}}">{{NAME}}</a></li>
{{/CALL}}
</ul>
<section aria-labelledby="fields">
<h2 id="fields">Fields</h2>
{{>FIELDS}}
</section>
{{>FOOT}}
