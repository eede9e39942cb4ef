{{%AUTOESCAPE context="HTML"}}
{{!
  One object and all that belongs to it.

  HEAD        include part_dashboard_head.tpl
  FOOT        include part_dashboard_foot.tpl
  HEADING     "Session"
  LIST_LINK, LIST_TITLE  the list it is in
  OWN         section with VALUE, include part_dashboard_value.tpl: its id
  BADGE       section with VALUE, one a status it has
  ACT         section {ACTION, LABEL, ABOUT}, one a button
  ORDER       section {SESSION}: a shop's order is behind it
  FACT        section {LABEL} with VALUE, one a field to read first
  METADATA    section:
    PAIR        section, one a key: NAME and IS, sections with VALUE
  ITEMS       section:
    ITEM        section, one a line item:
      CELL        section {CLASS} with VALUE: what, price, quantity, unit
                  and total
  RELATED     section {RELATED_TITLE}, one a kind of objects that name it:
    ROWS        include part_dashboard_rows.tpl
    ALL         section {ALL_LINK}: there are more
  EVENTS      section:
    NONE        section: nothing has happened
    EVENT       section {EVENT_LINK}, the latest first:
      TYPE, AT    section with VALUE
      ONE         section with DELIVERY, include part_dashboard_delivery.tpl
  SIGNED      section: it is an endpoint, with a signing secret
  DELIVERIES  section with ONE as above: of an event or to an endpoint
  JSON        include part_dashboard_json.tpl
  TOKEN, BACK as the page has them
}}
{{>HEAD}}
<div class="top" data-live="top">
<p class="quiet"><a href="{{LIST_LINK}}">{{LIST_TITLE}}</a></p>
<h1>{{HEADING}} {{#BADGE}}{{>VALUE}} {{/BADGE}}</h1>
<p class="mine">{{#OWN}}{{>VALUE}}{{/OWN}}</p>
<div class="acts">
{{#ACT}}
<form action="{{ACTION}}" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<button title="{{ABOUT}}">{{LABEL}}</button>
</form>
{{/ACT}}
</div>
</div>
<div class="halves">
<div>
<section data-live="facts" aria-labelledby="facts">
<h2 id="facts">At a glance</h2>
<dl class="facts">
{{#FACT}}
<div><dt>{{LABEL}}</dt><dd>{{>VALUE}}</dd></div>
{{/FACT}}
</dl>
{{#METADATA}}
<h3>Metadata</h3>
<dl class="facts">
{{#PAIR}}
<div><dt>{{#NAME}}{{>VALUE}}{{/NAME}}</dt><dd>{{#IS}}{{>VALUE}}{{/IS}}</dd></div>
{{/PAIR}}
</dl>
{{/METADATA}}
</section>
{{#ITEMS}}
<section aria-labelledby="items">
<h2 id="items">Line items</h2>
<table class="rows">
<thead><tr><th scope="col" class="text">Description</th><th scope="col" class="text">Price</th><th scope="col" class="amount">Quantity</th><th scope="col" class="amount">Each</th><th scope="col" class="amount">Total</th></tr></thead>
<tbody>
{{#ITEM}}
<tr>{{#CELL}}<td class="{{CLASS}}">{{>VALUE}}</td>{{/CELL}}</tr>
{{/ITEM}}
</tbody>
</table>
</section>
{{/ITEMS}}
{{#RELATED}}
<section aria-label="{{RELATED_TITLE}}">
<h2>{{RELATED_TITLE}}</h2>
{{>ROWS}}
{{#ALL}}<p><a href="{{ALL_LINK}}">All of them</a></p>{{/ALL}}
</section>
{{/RELATED}}
{{#EVENTS}}
<section data-live="events" aria-labelledby="events">
<h2 id="events">What happened</h2>
{{#NONE}}
<p class="empty">No event tells of it.</p>
{{/NONE}}
<ol class="events">
{{#EVENT}}
<li><p><a class="strong" href="{{EVENT_LINK}}">{{#TYPE}}{{>VALUE}}{{/TYPE}}</a> <span class="quiet">{{#AT}}{{>VALUE}}{{/AT}}</span></p>
{{#ONE}}
{{>DELIVERY}}
{{/ONE}}
</li>
{{/EVENT}}
</ol>
</section>
{{/EVENTS}}
{{#ORDER}}
<section aria-labelledby="order">
<h2 id="order">The shop’s order</h2>
<p class="quiet">The shop keeps its orders itself. On its machine, this says where this one is and why:</p>
<p class="code" data-copy="till order {{SESSION}}">till order {{SESSION}}</p>
</section>
{{/ORDER}}
{{#SIGNED}}
<p><a href="/dashboard/keys">Signing secret</a></p>
{{/SIGNED}}
{{#DELIVERIES}}
<section data-live="deliveries" aria-labelledby="deliveries">
<h2 id="deliveries">Deliveries</h2>
{{#ONE}}
{{>DELIVERY}}
{{/ONE}}
</section>
{{/DELIVERIES}}
</div>
<section data-live="json" aria-labelledby="json">
<h2 id="json">As the API answers it</h2>
{{>JSON}}
</section>
</div>
{{>FOOT}}
