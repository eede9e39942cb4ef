{{%AUTOESCAPE context="HTML"}}
{{!
  A JSON value, folded and coloured: page_include(part, "JSON",
  "part_dashboard_json.tpl").

  LINE  section, one a line, of:
    OPENING  section {BRACE, CLOSED, COUNT}: of an object or an array, the
             lines within following
      UNFOLDED  section: it is open
      KEYED     section {KEY}: the member that it is, quoted
    CLOSING  section {BRACE}
      COMMA     section: something follows
    LEAF     section: any other value:
      KEYED     section {KEY}
      WORD      section {TEXT}: a string, quoted
      LINKED    section {TEXT, LINK}: a string that names an object
      NUMBER    section {TEXT}
      SECOND    section {TEXT, EXACT}: a number that is a time
      OTHER     section {TEXT}: true, false, null, [] and {}
      COMMA     section: something follows
}}
<div class="json" dir="ltr">{{#LINE}}{{#OPENING}}<details{{#UNFOLDED}} open{{/UNFOLDED}}><summary>{{#KEYED}}<span class="k">{{KEY}}</span>: {{/KEYED}}{{BRACE}}<span class="folded">{{COUNT}}</span><span class="folded">{{CLOSED}}</span></summary><div>{{/OPENING}}{{#CLOSING}}</div><div>{{BRACE}}{{#COMMA}},{{/COMMA}}</div></details>{{/CLOSING}}{{#LEAF}}<div>{{#KEYED}}<span class="k">{{KEY}}</span>: {{/KEYED}}{{#WORD}}<span class="s">{{TEXT}}</span>{{/WORD}}{{#LINKED}}<a class="s" href="{{LINK}}">{{TEXT}}</a>{{/LINKED}}{{#NUMBER}}<span class="n">{{TEXT}}</span>{{/NUMBER}}{{#SECOND}}<time class="n" datetime="{{EXACT}}" title="{{EXACT}}">{{TEXT}}</time>{{/SECOND}}{{#OTHER}}<span class="o">{{TEXT}}</span>{{/OTHER}}{{#COMMA}},{{/COMMA}}</div>{{/LEAF}}{{/LINE}}</div>
