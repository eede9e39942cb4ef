{{%AUTOESCAPE context="HTML"}}
{{!
  The end of every page of the API half: page_include(part, "FOOT",
  "part_pay_foot.tpl").  It is given nothing.
}}
<footer class="foot">
<p>Checkout by Till</p>
</footer>
</body>
</html>
