{{%AUTOESCAPE context="HTML"}}
{{!
  The top of every page of the API half, with the band that says so: open
  with it, close with part_pay_foot.tpl.

  On every page of the API half, wherever it stands:
  LANG      the language that is spoken, DIR how it is written, "ltr" or "rtl"
  W_…       the words of words/<language>.json in this folder, each by its key
            in capitals: those without arguments, and those whose key ends in
            _shop, with the shop's name in it

  Set on the part that page_include(part, "HEAD", "part_pay_head.tpl")
  returns:
  TITLE     what the page says, for the browser's tab; begins with "Error: "
            when the form came back with problems
  TESTCARD  section {NUMBER, OUTCOME}, one a test card, only on a page with
            the card form: NUMBER in groups of four, OUTCOME in a few words
  FRAMED    section: the page stands in a frame of a shop's page
    PARENT    section {ORIGIN}: that page's, once it is known
}}
<!doctype html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<title>{{TITLE}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/till.css">
{{#FRAMED}}
<script src="/static/frame.js" defer></script>
{{/FRAMED}}
</head>
<body class="paying{{#FRAMED}} framed{{/FRAMED}}"{{#FRAMED}}{{#PARENT}} data-parent="{{ORIGIN}}"{{/PARENT}}{{/FRAMED}}>
<aside class="band" aria-label="{{W_TEST_MODE}}">
<p><strong>{{W_TEST_MODE_SAYS}}</strong> {{W_NO_MONEY}}</p>
<ul class="cards">
{{#TESTCARD}}
<li><button type="button" class="card" data-card="{{NUMBER}}" title="{{W_FILL_CARD}}" disabled><span class="code" dir="ltr">{{NUMBER}}</span> {{OUTCOME}}</button></li>
{{/TESTCARD}}
</ul>
</aside>
