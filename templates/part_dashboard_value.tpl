{{%AUTOESCAPE context="HTML"}}
{{!
  One value, as a person reads it: page_include(part, "VALUE",
  "part_dashboard_value.tpl").

  PLAIN    section {TEXT}
  ID       section {WHOLE}: an id that can be copied
    LINKED   section {SHORT, LINK}: it has a page
    ALONE    section {SHORT}: it has none, or this is it
  TIME     section {RELATIVE, EXACT}
  STATUS   section {TEXT, TONE}: TONE is good, wait, stop or flat
  NOTHING  section: there is no value
}}
{{#PLAIN}}<bdi>{{TEXT}}</bdi>{{/PLAIN}}{{#ID}}<span class="id" data-copy="{{WHOLE}}">{{#LINKED}}<a href="{{LINK}}" title="{{WHOLE}}">{{SHORT}}</a>{{/LINKED}}{{#ALONE}}<span>{{SHORT}}</span>{{/ALONE}}</span>{{/ID}}{{#TIME}}<time datetime="{{EXACT}}" title="{{EXACT}}">{{RELATIVE}}</time>{{/TIME}}{{#STATUS}}<span class="badge {{TONE}}">{{TEXT}}</span>{{/STATUS}}{{#NOTHING}}<span class="none">–</span>{{/NOTHING}}
