{{%AUTOESCAPE context="HTML"}}
{{!
  A table of objects: page_include(part, "ROWS",
  "part_dashboard_rows.tpl").

  COLUMN  section {LABEL, CLASS}, one a column
  ROW     section {ROW_ID}, one an object:
    CELL    section {CLASS} with VALUE, include part_dashboard_value.tpl
}}
<table class="rows listed">
<thead><tr>{{#COLUMN}}<th scope="col" class="{{CLASS}}">{{LABEL}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ROW}}
<tr data-id="{{ROW_ID}}">{{#CELL}}<td class="{{CLASS}}">{{>VALUE}}</td>{{/CELL}}</tr>
{{/ROW}}
</tbody>
</table>
