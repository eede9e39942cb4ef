{{%AUTOESCAPE context="HTML"}}
{{!
  What goes wrong on demand, and states that are kept.

  HEAD    include part_dashboard_head.tpl
  FOOT    include part_dashboard_foot.tpl
  MODE    section {NAME}, one a way for webhooks to go wrong:
    SWITCH   section: it is on or off
    COUNTED  section: it is for the next n, or by n seconds
    ON       section {VALUE}: it is on, for so many
  FAULT   section {N}, one a fault that is planned for the API:
    WHAT     section with VALUE, include part_dashboard_value.tpl
    WHERE    section with VALUE: for which calls; none: for all
    AFTER    section: the call is done and only its answer is lost
  FAULTS, NO_FAULTS  section: whether there is any
  STATE   section {NAME}, one a state that is kept:
    CALLED   section with VALUE: its name
    SHOWED   section with VALUE: the time of its clock
  NO_STATES  section: there is none
  TOKEN, BACK as the page has them
}}
{{>HEAD}}
<div class="top"><h1>Trouble on demand</h1></div>
<section class="narrow" aria-labelledby="hooks" data-live="hooks">
<h2 id="hooks">Webhooks</h2>
<table class="rows">
<tbody>
{{#MODE}}
<tr><td class="text">{{NAME}} {{#ON}}<span class="badge wait">{{VALUE}}</span>{{/ON}}</td><td class="amount">
<form class="in-row" action="/dashboard/do/webhooks" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<input type="hidden" name="mode" value="{{NAME}}">
{{#COUNTED}}<input name="n" value="1" size="5" inputmode="numeric" maxlength="7" aria-label="{{NAME}}: how many"> <button aria-label="{{NAME}}: switch on">On</button>{{/COUNTED}}{{#SWITCH}}<button name="n" value="1" aria-label="{{NAME}}: switch on">On</button>{{/SWITCH}} <button name="n" value="0" aria-label="{{NAME}}: switch off"{{#COUNTED}} formnovalidate{{/COUNTED}}>Off</button>
</form></td></tr>
{{/MODE}}
</tbody>
</table>
<form class="acts" action="/dashboard/do/webhooks" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button name="mode" value="release">All well again</button>
</form>
</section>
<section class="narrow" aria-labelledby="faults" data-live="faults">
<h2 id="faults">The API</h2>
{{#NO_FAULTS}}
<p class="quiet">It answers as it should.</p>
{{/NO_FAULTS}}
<table class="rows">
<tbody>
{{#FAULT}}
<tr><td class="text"><span class="badge stop">{{#WHAT}}{{>VALUE}}{{/WHAT}}</span> for the next {{N}}{{#WHERE}} of <span class="code">{{>VALUE}}</span>{{/WHERE}}{{#AFTER}}, after they were done{{/AFTER}}</td></tr>
{{/FAULT}}
</tbody>
</table>
<form class="filters" action="/dashboard/do/fault" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<label><span>Fault</span><select name="fault"><option>500</option><option>503</option><option>429</option><option>409</option><option>hang</option><option>cut</option></select></label>
<label><span>Next</span><input name="n" value="1" size="5" inputmode="numeric" maxlength="7"></label>
<label><span>Calls, all when empty</span><input name="on" size="30" placeholder="POST /v1/checkout/sessions" autocapitalize="none" spellcheck="false" maxlength="250"></label>
<label><span>When</span><select name="after"><option value="">in place of the call</option><option value="true">after it was done</option></select></label>
<button>Plan</button>
</form>
{{#FAULTS}}
<form class="acts" action="/dashboard/do/fault" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button name="fault" value="clear">All well again</button>
</form>
{{/FAULTS}}
</section>
<section class="narrow" aria-labelledby="states" data-live="states">
<h2 id="states">Saved states</h2>
{{#NO_STATES}}
<p class="quiet">None yet. A state is everything this API holds, and its clock.</p>
{{/NO_STATES}}
<table class="rows">
<tbody>
{{#STATE}}
<tr><td class="text"><strong>{{#CALLED}}{{>VALUE}}{{/CALLED}}</strong> <span class="quiet">{{#SHOWED}}{{>VALUE}}{{/SHOWED}}</span></td><td class="amount">
<div class="in-row">
<form action="/dashboard/do/restore/{{NAME}}" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button aria-label="Put {{NAME}} back">Put back</button>
</form>
<form action="/dashboard/do/forget/{{NAME}}" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button aria-label="Delete {{NAME}}">Delete</button>
</form>
</div></td></tr>
{{/STATE}}
</tbody>
</table>
<form class="filters" action="/dashboard/do/save" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<label><span>Name</span><input name="name" required maxlength="64" autocapitalize="none" spellcheck="false"></label>
<button>Save this state</button>
</form>
</section>
{{>FOOT}}
