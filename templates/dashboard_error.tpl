{{%AUTOESCAPE context="HTML"}}
{{!
  A page of the dashboard that cannot be shown, or what could not be done.

  HEAD        include part_dashboard_head.tpl
  FOOT        include part_dashboard_foot.tpl
  HEADING     what happened, in a sentence
  MESSAGE     why
  REQUEST_ID  what to quote when asking for help
}}
{{>HEAD}}
<div class="outcome stop">
<h1>{{HEADING}}</h1>
<p>{{MESSAGE}}</p>
<p><a class="button" href="/dashboard">Sessions</a></p>
</div>
<p class="quiet">Request <span class="code">{{REQUEST_ID}}</span></p>
{{>FOOT}}
