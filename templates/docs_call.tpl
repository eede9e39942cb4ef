{{%AUTOESCAPE context="HTML"}}
{{!
  One call of the API.

  HEAD       include part_docs_head.tpl
  FOOT       include part_docs_foot.tpl
  RESOURCE   "checkout sessions"
  OPERATION  "create"
  METHOD     "POST"
  PATH       "/v1/checkout/sessions"
  ELSEWHERE  section: Till's own API does not have it
  CURL, TILL the call in a shell
  NO_PARAMS  section: it takes none
  PARAMS     section {COUNT}: how many there are
    PARAM      section {ANCHOR, DEPTH, BEFORE, NAME, TYPE}, one a parameter,
               those inside it following: DEPTH 0 to 6; BEFORE and NAME make
               its whole name
      NEED       section {NEED}: "required"
      RULES      section {RULES}: limits and such
      NOTE       section {NOTE}
      FEW, MANY  section {COUNT} with VALUE {VALUE}: what it may be
  ACROSS     section: rules between parameters
    RULE       section {SAYS}, one a rule:
      FIRST, SECOND  section {NAME, ANCHOR}: whose
  RETURNS    section {NAME, LINK}: the object
    LIST       section: a list of them
    FIELDS     include part_docs_fields.tpl
}}
{{>HEAD}}
<div id="found" aria-live="polite"></div>
<div>
<p class="quiet"><a href="/docs">Every call</a> › {{RESOURCE}}</p>
<h1>{{RESOURCE}}: {{OPERATION}}</h1>
</div>
<p class="code request"><b>{{METHOD}}</b> {{PATH}}</p>
{{#ELSEWHERE}}
<p class="notice">Till in test mode does not answer this call; the live API does.</p>
{{/ELSEWHERE}}
<section aria-labelledby="example">
<h2 id="example">Example</h2>
<div class="examples">
<pre class="code" tabindex="0" aria-label="With curl"><code>{{CURL:pre_escape}}</code></pre>
<pre class="code" tabindex="0" aria-label="With till"><code>{{TILL:pre_escape}}</code></pre>
</div>
</section>
<section aria-labelledby="parameters">
<h2 id="parameters">Parameters</h2>
{{#NO_PARAMS}}
<p>It takes none.</p>
{{/NO_PARAMS}}
{{#PARAMS}}
<p class="quiet">{{COUNT}} in all. <span class="code">[0]</span> is the first item of a list. A string holds at most 5000 characters where nothing else is said.</p>
<ul class="tree">
{{#PARAM}}
<li id="{{ANCHOR}}" class="d{{DEPTH}}"><p><a class="code" href="#{{ANCHOR}}"><span class="quiet">{{BEFORE}}</span>{{NAME}}</a> <span class="type">{{TYPE}}</span>{{#NEED}} <strong class="need">{{NEED}}</strong>{{/NEED}}</p>
{{#NOTE}}
<p>{{NOTE}}</p>
{{/NOTE}}
{{#RULES}}
<p class="quiet">{{RULES}}</p>
{{/RULES}}
{{#FEW}}
<p class="values">{{#VALUE}}<code>{{VALUE}}</code> {{/VALUE}}</p>
{{/FEW}}
{{#MANY}}
<details><summary>{{COUNT}} values</summary><p class="values">{{#VALUE}}<code>{{VALUE}}</code> {{/VALUE}}</p></details>
{{/MANY}}
</li>
{{/PARAM}}
</ul>
{{/PARAMS}}
</section>
{{#ACROSS}}
<section aria-labelledby="rules">
<h2 id="rules">Rules across parameters</h2>
<ul class="across">
{{#RULE}}
<li>{{#FIRST}}<a class="code" href="#{{ANCHOR}}">{{NAME}}</a>{{/FIRST}}{{#SECOND}} and <a class="code" href="#{{ANCHOR}}">{{NAME}}</a>{{/SECOND}} <span>{{SAYS}}</span></li>
{{/RULE}}
</ul>
</section>
{{/ACROSS}}
{{#RETURNS}}
<section aria-labelledby="returns">
<h2 id="returns">What comes back</h2>
<p>{{#LIST}}A list, newest first, of {{/LIST}}<a class="code" href="{{LINK}}">{{NAME}}</a></p>
<details>
<summary>Its fields</summary>
{{>FIELDS}}
</details>
</section>
{{/RETURNS}}
{{>FOOT}}
