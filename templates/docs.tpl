{{%AUTOESCAPE context="HTML"}}
{{!
  Every call and every object of the API, and what was searched for.

  HEAD     include part_docs_head.tpl
  FOOT     include part_docs_foot.tpl
  BASE     the API's address
  FOUND    section {WANTED, COUNT}, only when something was searched for:
    NONE     section: there is nothing of it
    HIT      section {LINK, WHERE}, one a thing found:
      NAMED    section {NAME}: the parameter or field, else all of it
      NOTE     section {NOTE}: what is said about it
    MORE     section {REST}: how many more there are
  RESOURCE section {NAME, ANCHOR}, one a resource:
    CALL     section {LINK, OPERATION, METHOD, PATH}, one a call
  OBJECT   section {LINK, NAME}, one an object
}}
{{>HEAD}}
<div id="found" aria-live="polite">
{{#FOUND}}
<section class="found" aria-labelledby="found-title">
<h2 id="found-title">{{COUNT}} found for “{{WANTED}}”</h2>
{{#NONE}}
<p>Try one word of a name, such as <span class="code">price</span>.</p>
{{/NONE}}
<ul class="hits">
{{#HIT}}
<li><a href="{{LINK}}"><span class="quiet">{{WHERE}}</span>{{#NAMED}} <span class="code">{{NAME}}</span>{{/NAMED}}</a>{{#NOTE}} <span class="quiet">{{NOTE}}</span>{{/NOTE}}</li>
{{/HIT}}
</ul>
{{#MORE}}
<p class="quiet">{{REST}} more. Another word narrows it down.</p>
{{/MORE}}
</section>
{{/FOUND}}
</div>
<h1>Every call of the API</h1>
<p class="lede">Made from the tables that requests are checked against.</p>
<p>Addresses begin with <span class="code">{{BASE}}</span>. Send the secret key with each call, as the user of <span class="code">curl -u</span> or in <span class="code">TILL_SECRET_KEY</span> for <span class="code">till</span>. Parameters travel as a form, answers are JSON.</p>
<div class="calls">
{{#RESOURCE}}
<section id="{{ANCHOR}}" aria-labelledby="{{ANCHOR}}-title">
<h2 id="{{ANCHOR}}-title">{{NAME}}</h2>
<ul>
{{#CALL}}
<li><a href="{{LINK}}">{{OPERATION}}</a> <span class="code quiet"><b>{{METHOD}}</b> {{PATH}}</span></li>
{{/CALL}}
</ul>
</section>
{{/RESOURCE}}
</div>
<section aria-labelledby="objects">
<h2 id="objects">Objects</h2>
<ul class="objects">
{{#OBJECT}}
<li><a class="code" href="{{LINK}}">{{NAME}}</a></li>
{{/OBJECT}}
</ul>
</section>
{{>FOOT}}
