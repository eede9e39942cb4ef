{{%AUTOESCAPE context="HTML"}}
{{!
  The top of every page of the shop: open with it, close with part_foot.tpl.
  A merchant puts the shop's own name, mark and links here.

  Set on the part that page_include(part, "HEAD", "part_head.tpl") returns:
  TITLE    what the page says, for the browser's tab
}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{TITLE}} – Second Pot</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/till.css">
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
<header class="masthead">
<a class="brand" href="/"><img src="/static/pictures/mark.svg" alt="" width="32" height="32">Second Pot</a>
<nav class="links" aria-label="Shop"><a href="/">Shop</a><a href="/pricing">Plans</a></nav>
</header>
<main id="main" class="page">
