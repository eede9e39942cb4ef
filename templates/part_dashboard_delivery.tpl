{{%AUTOESCAPE context="HTML"}}
{{!
  A delivery of an event to an endpoint, with each try: page_include(part,
  "DELIVERY", "part_dashboard_delivery.tpl").

  NUMBER    its number
  STATE     section with VALUE, include part_dashboard_value.tpl, as are:
  TYPE      section: the type of the event
  EVENT     section: the event's id
  URL       section: where it goes
  ENDPOINT  section: the endpoint's id
  MADE      section: since when there is something to deliver
  DUE       section: when it is tried next; none when it is not
  COPY      section: one more of a delivery that happened, on demand
  UNTRIED   section: there was no try yet
  TRY       section {MS}, one a try, the first one first:
    AT        section with VALUE: when
    STATUS    section {STATUS}: the answer's
    ERROR     section with VALUE: why it failed
    RESPONSE  section with VALUE: how the answer begins
  TOKEN, BACK as the page has them
}}
<article class="delivery" id="delivery-{{NUMBER}}">
<header>{{#STATE}}{{>VALUE}}{{/STATE}} <span class="strong">{{#TYPE}}{{>VALUE}}{{/TYPE}}</span> <span class="quiet">to</span> {{#URL}}<a class="code" href="/dashboard/deliveries/{{NUMBER}}">{{>VALUE}}</a>{{/URL}}
<form action="/dashboard/do/send/{{NUMBER}}" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button aria-label="Send delivery {{NUMBER}} again">Send again</button>
</form>
</header>
<p class="about quiet">{{#EVENT}}{{>VALUE}}{{/EVENT}} {{#ENDPOINT}}{{>VALUE}}{{/ENDPOINT}} {{#MADE}}{{>VALUE}}{{/MADE}}</p>
{{#COPY}}
<p class="quiet">A copy, made on demand.</p>
{{/COPY}}
{{#DUE}}
<p class="next">Next try {{>VALUE}}</p>
{{/DUE}}
{{#UNTRIED}}
<p class="quiet">Not tried yet.</p>
{{/UNTRIED}}
<ol class="tries">
{{#TRY}}
<li>{{#AT}}{{>VALUE}}{{/AT}} {{#STATUS}}<span class="code">{{STATUS}}</span>{{/STATUS}} <span class="quiet">{{MS}} ms</span> {{#ERROR}}<span class="why">{{>VALUE}}</span>{{/ERROR}}{{#RESPONSE}}<span class="answer">{{>VALUE}}</span>{{/RESPONSE}}</li>
{{/TRY}}
</ol>
</article>
