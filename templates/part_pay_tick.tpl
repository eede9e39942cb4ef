{{%AUTOESCAPE context="HTML"}}
{{!
  One check box of the payment form: page_include() with any name, once a box.

  ID       its id and its name
  TEXT     include part_pay_text.tpl: what ticking it says
  TICKED   section: it is
  NEEDED   section: it must be
  STYLE    section {CLASS}: a class of its own
  ERROR    section {MESSAGE}: what is wrong with it
}}
<div class="field{{#STYLE}} {{CLASS}}{{/STYLE}}">
<label class="check" for="{{ID}}"><input id="{{ID}}" name="{{ID}}" type="checkbox" value="on"{{#TICKED}} checked{{/TICKED}}{{#NEEDED}} required{{/NEEDED}}{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}> <span>{{>TEXT}}</span></label>
{{#ERROR}}
<p class="wrong" id="{{ID}}-error">{{MESSAGE}}</p>
{{/ERROR}}
</div>
