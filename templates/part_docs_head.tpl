{{%AUTOESCAPE context="HTML"}}
{{!
  The top of every page of the reference: open with it, close with
  part_docs_foot.tpl.

  Set on the part that page_include(part, "HEAD", "part_docs_head.tpl")
  returns:
  TITLE  what the page is about, for the browser's tab
  QUERY  what stands in the search field, "" for nothing
}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{TITLE}} – Till API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/till.css">
</head>
<body class="docs">
<a class="skip" href="#main">Skip to the page</a>
<aside class="band" aria-label="Test mode">
<p><strong>Test mode.</strong> No money moves.</p>
</aside>
<header class="masthead">
<a class="brand" href="/docs">Till API</a>
<form class="search" role="search" action="/docs" method="get">
<label class="unseen" for="q">Search calls, parameters and fields</label>
<input type="search" id="q" name="q" value="{{QUERY}}" placeholder="Search calls, parameters, fields" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="100">
<button class="button plain">Search</button>
</form>
<nav class="links" aria-label="Test mode"><a href="/dashboard">Dashboard</a><a class="to-shell" href="/dashboard/shell" title="Control and `" aria-keyshortcuts="Control+`">Shell</a></nav>
</header>
<main id="main" class="page">
