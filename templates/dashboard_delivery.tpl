{{%AUTOESCAPE context="HTML"}}
{{!
  One delivery.

  HEAD  include part_dashboard_head.tpl
  FOOT  include part_dashboard_foot.tpl
  ONE   section with DELIVERY, include part_dashboard_delivery.tpl
  JSON  include part_dashboard_json.tpl
}}
{{>HEAD}}
<div class="top">
<p class="quiet"><a href="/dashboard/deliveries">Deliveries</a></p>
<h1>Delivery</h1>
</div>
<div data-live="delivery">
{{#ONE}}
{{>DELIVERY}}
{{/ONE}}
</div>
<section data-live="json" aria-labelledby="json">
<h2 id="json">As <span class="code">/_till/deliveries</span> answers it</h2>
{{>JSON}}
</section>
{{>FOOT}}
