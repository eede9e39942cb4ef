{{%AUTOESCAPE context="HTML"}}
{{!
  The end of every page of the API half: page_include(part, "FOOT",
  "part_pay_foot.tpl").  It is given nothing.
}}
<footer class="foot">
<p>{{W_MADE_BY}}</p>
</footer>
</body>
</html>
