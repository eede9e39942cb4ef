{{%AUTOESCAPE context="HTML"}}
{{!
  The keys and the signing secrets.

  HEAD         include part_dashboard_head.tpl
  FOOT         include part_dashboard_foot.tpl
  BASE         the API's address
  PUBLISHABLE  the key that a browser may see
  SHOWN_ALL, HIDDEN_ALL  section: whether the secrets are in full
  SECRET       section, one a secret key:
    LABEL        section with VALUE, include part_dashboard_value.tpl
    HIDDEN       section {MASKED}
    SHOWN        section {SECRET}
  HOOKS        section with SECRET as above, labelled by the endpoint's url
  TOKEN as the page has it
}}
{{>HEAD}}
<div class="top"><h1>Keys</h1>
{{#HIDDEN_ALL}}
<form action="/dashboard/keys" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<button>Show the secrets</button>
</form>
{{/HIDDEN_ALL}}
{{#SHOWN_ALL}}
<p><a href="/dashboard/keys">Hide the secrets</a></p>
{{/SHOWN_ALL}}
</div>
<dl class="facts">
<div><dt>API</dt><dd><span class="id" data-copy="{{BASE}}">{{BASE}}</span></dd></div>
<div><dt>Publishable key</dt><dd><span class="id" data-copy="{{PUBLISHABLE}}">{{PUBLISHABLE}}</span></dd></div>
{{#SECRET}}
<div><dt>{{#LABEL}}{{>VALUE}}{{/LABEL}}</dt><dd>{{#HIDDEN}}<span class="code">{{MASKED}}</span>{{/HIDDEN}}{{#SHOWN}}<span class="id" data-copy="{{SECRET}}">{{SECRET}}</span>{{/SHOWN}}</dd></div>
{{/SECRET}}
</dl>
{{#HOOKS}}
<section aria-labelledby="signing">
<h2 id="signing">Signing secrets of webhook endpoints</h2>
<dl class="facts wide">
{{#SECRET}}
<div><dt>{{#LABEL}}{{>VALUE}}{{/LABEL}}</dt><dd>{{#HIDDEN}}<span class="code">{{MASKED}}</span>{{/HIDDEN}}{{#SHOWN}}<span class="id" data-copy="{{SECRET}}">{{SECRET}}</span>{{/SHOWN}}</dd></div>
{{/SECRET}}
</dl>
</section>
{{/HOOKS}}
{{>FOOT}}
