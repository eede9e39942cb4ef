{{%AUTOESCAPE context="HTML"}}
{{!
  The shell, and what a line in it came to.  static/shell.js takes its form
  and what was said from here.

  HEAD   include part_dashboard_head.tpl
  FOOT   include part_dashboard_foot.tpl
  LINE   what was typed, "" for nothing
  SAID   section, when a line was run:
    TEXT    section {TEXT}: help
    WRONG   section {TEXT}: why it was not done
    ANSWER  section {STATUS, TONE}: the API's: JSON, include
            part_dashboard_json.tpl
  TOKEN as the page has it
}}
{{>HEAD}}
<div class="top"><h1>Shell</h1></div>
<form class="line" action="/dashboard/shell" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<label for="line"><span>A call of the API, or <span class="code">help</span></span></label>
<input id="line" name="line" class="code" value="{{LINE}}" placeholder="checkout sessions list --limit 3" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="16000" required>
<button>Run</button>
</form>
{{#SAID}}
<section id="said-here" class="said" aria-label="What came of it">
<p class="asked code"><bdi>{{LINE}}</bdi>{{#ANSWER}} <span class="badge {{TONE}}">{{STATUS}}</span>{{/ANSWER}}</p>
{{#TEXT}}
<pre class="code" tabindex="0">{{TEXT:pre_escape}}</pre>
{{/TEXT}}
{{#WRONG}}
<pre class="code why" tabindex="0">{{TEXT:pre_escape}}</pre>
{{/WRONG}}
{{#ANSWER}}
{{>JSON}}
{{/ANSWER}}
</section>
{{/SAID}}
{{>FOOT}}
