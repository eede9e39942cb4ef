{{%AUTOESCAPE context="HTML"}}
{{!
  The end of every page of the shop: page_include(part, "FOOT",
  "part_foot.tpl").  It is given nothing.
}}
</main>
<footer class="foot">
<p>Second Pot, loose tea and the things to brew it in.</p>
<p><a href="mailto:hello@secondpot.example">hello@secondpot.example</a></p>
</footer>
</body>
</html>
