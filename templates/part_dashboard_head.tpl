{{%AUTOESCAPE context="HTML"}}
{{!
  The top of every page of the dashboard: open with it, close with
  part_dashboard_foot.tpl.

  Set on the page itself:
  TITLE      what the page is about, for the browser's tab
  TOKEN      what a form of the page must send back
  BACK       where a form leads back to: the page's own address
  NOW        the second of Till's clock
  NOW_EXACT  the same, "2026-11-22T04:10:00Z"
  NOW_SHORT  the same, "2026-11-22 04:10"
  Set on the part that page_include(part, "HEAD",
  "part_dashboard_head.tpl") returns:
  RUNNING  section: there is a clock, and forms may be sent
  GROUP    section {GROUP_TITLE}, one a heading of the navigation:
    ITEM     section {ITEM_LINK, ITEM_TITLE}, one a page:
      CURRENT  section: it is this one
}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{TITLE}} – Till</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/till.css">
</head>
<body class="dash" data-now="{{NOW}}">
<a class="skip" href="#main">Skip to the page</a>
<header class="bar">
<a class="name" href="/dashboard">Till <span class="mode">test mode</span></a>
<form class="find" role="search" action="/dashboard/find" method="get">
<label class="unseen" for="find">Find an id, an e-mail or a reference</label>
<input type="search" id="find" name="q" placeholder="Id, e-mail or reference" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="200">
</form>
{{#RUNNING}}
<details class="clock">
<summary><span class="unseen">Clock: </span><time id="clock" datetime="{{NOW_EXACT}}" title="{{NOW_EXACT}}">{{NOW_SHORT}}</time></summary>
<form class="menu" action="/dashboard/do/clock" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="back" value="{{BACK}}">
<p class="quiet">Till’s clock, UTC</p>
<div class="row">
<button name="advance" value="3600">+1 h</button>
<button name="advance" value="90000">+25 h</button>
<button name="advance" value="month">+1 month</button>
</div>
</form>
</details>
{{/RUNNING}}
<a class="to-docs" href="/docs">Docs</a>
<a class="to-shell" href="/dashboard/shell" title="Control and `" aria-keyshortcuts="Control+`">Shell</a>
</header>
<nav class="side" aria-label="Dashboard">
{{#GROUP}}
<section>
<h2>{{GROUP_TITLE}}</h2>
<ul>
{{#ITEM}}
<li><a href="{{ITEM_LINK}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{ITEM_TITLE}}</a></li>
{{/ITEM}}
</ul>
</section>
{{/GROUP}}
</nav>
<main id="main" class="main" tabindex="-1">
