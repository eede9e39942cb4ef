{{%AUTOESCAPE context="HTML"}}
{{!
  What became of telling the shop, the newest first.

  HEAD  include part_dashboard_head.tpl
  FOOT  include part_dashboard_foot.tpl
  HELD, RUNS  section: whether everything is held
  NO_TROUBLE, ANY_TROUBLE  section: whether anything goes wrong on demand
  TROUBLE  section {NAME}, one a switch that is on:
    COUNTED  section {N}: for so many more, or seconds
  STATE_OPTION  section {VALUE}, one a state to filter by:
    CHOSEN   section: it is this one
  ONE      section with DELIVERY, include part_dashboard_delivery.tpl
  NONE     section: there is none
  OLDER    section {PAGE_LINK}: where there are more
  TOKEN, BACK as the page has them
}}
{{>HEAD}}
<div class="top">
<h1>Deliveries</h1>
<form class="filters" action="/dashboard/deliveries" method="get">
<label><span>State</span><select name="state"><option value="">any</option>{{#STATE_OPTION}}<option{{#CHOSEN}} selected{{/CHOSEN}}>{{VALUE}}</option>{{/STATE_OPTION}}</select></label>
<button>Filter</button>
</form>
</div>
<div class="switches" data-live="switches">
<p>{{#NO_TROUBLE}}<span class="badge good">all goes out</span>{{/NO_TROUBLE}}{{#ANY_TROUBLE}}On demand: {{/ANY_TROUBLE}}{{#TROUBLE}}<span class="badge wait">{{NAME}}{{#COUNTED}} {{N}}{{/COUNTED}}</span> {{/TROUBLE}}</p>
<form action="/dashboard/do/webhooks" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
{{#RUNS}}<button name="mode" value="hold">Hold all</button>{{/RUNS}}{{#HELD}}<button name="mode" value="release">Release</button>{{/HELD}}
</form>
{{#ANY_TROUBLE}}
<form action="/dashboard/do/webhooks" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button name="mode" value="release">All well again</button>
</form>
{{/ANY_TROUBLE}}
<p><a href="/dashboard/trouble">Trouble on demand</a></p>
</div>
<div id="list" data-live="deliveries">
{{#NONE}}
<p class="empty">Nothing was delivered yet, or nothing that fits.</p>
{{/NONE}}
{{#ONE}}
{{>DELIVERY}}
{{/ONE}}
<nav class="pages" aria-label="Pages">
{{#OLDER}}<a rel="next" href="{{PAGE_LINK}}">Older</a>{{/OLDER}}
</nav>
</div>
{{>FOOT}}
