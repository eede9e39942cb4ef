{{%AUTOESCAPE context="HTML"}}
{{!
  The fields of an object.

  Set on the part that page_include(part, "FIELDS",
  "part_docs_fields.tpl") returns:
  FIELD      section {DEPTH, BEFORE, NAME}, one a field, those inside it
             following: DEPTH 0 to 6; BEFORE and NAME make its whole name
    ANCHORED   section {ANCHOR}: where links to it lead
    PLAIN      section {TYPE}
    LINKED     section {TYPE, LINK}: to the object that it holds
    RULES      section {RULES}: whether it may be null, and such
    FEW, MANY  section {COUNT} with VALUE {VALUE}: what it may be
}}
<ul class="tree">
{{#FIELD}}
<li{{#ANCHORED}} id="{{ANCHOR}}"{{/ANCHORED}} class="d{{DEPTH}}"><p><span class="code"><span class="quiet">{{BEFORE}}</span>{{NAME}}</span> {{#PLAIN}}<span class="type">{{TYPE}}</span>{{/PLAIN}}{{#LINKED}}<a class="type" href="{{LINK}}">{{TYPE}}</a>{{/LINKED}}{{#RULES}} <span class="rules">{{RULES}}</span>{{/RULES}}</p>
{{#FEW}}
<p class="values">{{#VALUE}}<code>{{VALUE}}</code> {{/VALUE}}</p>
{{/FEW}}
{{#MANY}}
<details><summary>{{COUNT}} values</summary><p class="values">{{#VALUE}}<code>{{VALUE}}</code> {{/VALUE}}</p></details>
{{/MANY}}
</li>
{{/FIELD}}
</ul>
