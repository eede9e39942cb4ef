{{%AUTOESCAPE context="HTML"}}
{{!
  Requests that were sent with an idempotency key, the newest first; or one
  of them with its answer.

  HEAD    include part_dashboard_head.tpl
  FOOT    include part_dashboard_foot.tpl
  ROW     section {STATUS, TONE}, one a request; with VALUE, include
          part_dashboard_value.tpl, in each of
    KEY, CALL, REQUEST, AT  section
  ANSWER  section: JSON, include part_dashboard_json.tpl
  NONE    section: there is none
  OLDER   section {PAGE_LINK}: where there are more
}}
{{>HEAD}}
<div class="top">
<h1>Requests</h1>
<p class="quiet">Those sent with an <a href="/docs">Idempotency-Key</a>: what the same key is answered again.</p>
</div>
<div id="list" data-live="requests">
<table class="rows listed">
<thead><tr><th scope="col" class="own">Key</th><th scope="col" class="text">Call</th><th scope="col" class="text">Status</th><th scope="col" class="text">Request</th><th scope="col" class="when">When</th></tr></thead>
<tbody>
{{#ROW}}
<tr><td class="own">{{#KEY}}{{>VALUE}}{{/KEY}}</td><td class="text code">{{#CALL}}{{>VALUE}}{{/CALL}}</td><td class="text"><span class="badge {{TONE}}">{{STATUS}}</span></td><td class="text code">{{#REQUEST}}{{>VALUE}}{{/REQUEST}}</td><td class="when">{{#AT}}{{>VALUE}}{{/AT}}</td></tr>
{{/ROW}}
</tbody>
</table>
{{#NONE}}
<p class="empty">No request was sent with a key yet.</p>
{{/NONE}}
<nav class="pages" aria-label="Pages">
{{#OLDER}}<a rel="next" href="{{PAGE_LINK}}">Older</a>{{/OLDER}}
</nav>
</div>
{{#ANSWER}}
<section aria-labelledby="json">
<h2 id="json">The answer that is kept</h2>
{{>JSON}}
</section>
{{/ANSWER}}
{{>FOOT}}
