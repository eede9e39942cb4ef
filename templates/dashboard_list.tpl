{{%AUTOESCAPE context="HTML"}}
{{!
  The objects of one kind, the newest first.

  HEAD     include part_dashboard_head.tpl
  FOOT     include part_dashboard_foot.tpl
  HEADING  "Sessions"
  ACTION   the list's address, without filters
  TYPED    section {PARAM, LABEL, GIVEN}, one a filter that is typed
  CHOICE   section {PARAM, LABEL}, one a filter that is chosen:
    OPTION   section {VALUE, LABEL}, one a value:
      CHOSEN   section: it is this one
  ROWS     include part_dashboard_rows.tpl
  NONE     section: there is nothing
  FIRST    section: it is the first page, to which new ones come
  NEWER, OLDER  section {PAGE_LINK}: where there are more
}}
{{>HEAD}}
<div class="top">
<h1>{{HEADING}}</h1>
<form class="filters" action="{{ACTION}}" method="get">
{{#TYPED}}
<label><span>{{LABEL}}</span><input type="search" name="{{PARAM}}" value="{{GIVEN}}" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="300"></label>
{{/TYPED}}
{{#CHOICE}}
<label><span>{{LABEL}}</span><select name="{{PARAM}}"><option value="">any</option>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/OPTION}}</select></label>
{{/CHOICE}}
<button>Filter</button>
</form>
</div>
<div id="list"{{#FIRST}} data-live="rows"{{/FIRST}}>
{{>ROWS}}
{{#NONE}}
<p class="empty">Nothing here yet, or nothing that fits.</p>
{{/NONE}}
<nav class="pages" aria-label="Pages">
{{#NEWER}}<a rel="prev" href="{{PAGE_LINK}}">Newer</a>{{/NEWER}}
{{#OLDER}}<a rel="next" href="{{PAGE_LINK}}">Older</a>{{/OLDER}}
</nav>
</div>
{{>FOOT}}
