{{%AUTOESCAPE context="HTML"}}
{{!
  The end of every page of the dashboard: page_include(part, "FOOT",
  "part_dashboard_foot.tpl").  It is given nothing.
}}
</main>
<p id="said" class="unseen" role="status"></p>
<script src="/static/dashboard.js" defer></script>
</body>
</html>
