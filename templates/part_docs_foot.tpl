{{%AUTOESCAPE context="HTML"}}
{{!
  The end of every page of the reference: page_include(part, "FOOT",
  "part_docs_foot.tpl").  It is given nothing.
}}
</main>
<footer class="foot">
<p>The same on the command line: <span class="code">till --help</span></p>
<p><a href="/docs">Every call</a></p>
</footer>
<script src="/static/docs.js" defer></script>
</body>
</html>
