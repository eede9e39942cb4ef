{{%AUTOESCAPE context="HTML"}}
{{!
  One field of the payment form with its label and what is wrong with it:
  page_include() with any name, once a field.

  ID         its id and its name
  LABEL      what it is called
  NEEDED     section: it may not be left empty
  HALF       section: it stands beside another
  ABSENT     section: addresses of the chosen country have none
  STYLE      section {CLASS}: a class of its own
  LIVE       section: the total depends on it, and is updated at UPDATE
  COMPLETE   section {TOKEN}: autocomplete
  Exactly one of these sections:
  INPUT      {TYPE, VALUE, MAX}
    LTR        section: it is written from left to right in every language
    MODE       section {KEYS}: inputmode
    HINT       section {TEXT}: placeholder
  SELECT     section
    EMPTY      section: nothing is chosen at first
    OPTION     section {VALUE, NAME}, one an option, with
      SELECTED   section, on the one chosen
      FORM       section {AREA, CODE, TAX}, where it is a country that is not
                 like most: what an address there has, for scripts
  ERROR      section {MESSAGE}: what is wrong with it
}}
<div class="field{{#HALF}} half{{/HALF}}{{#STYLE}} {{CLASS}}{{/STYLE}}"{{#ABSENT}} hidden{{/ABSENT}}>
<label for="{{ID}}"><bdi>{{LABEL}}</bdi><span class="quiet"{{#NEEDED}} hidden{{/NEEDED}}> {{W_OPTIONAL}}</span></label>
{{#INPUT}}
<input id="{{ID}}" name="{{ID}}" type="{{TYPE}}" value="{{VALUE}}" maxlength="{{MAX}}"{{#LTR}} dir="ltr"{{/LTR}}{{#HINT}} placeholder="{{TEXT}}"{{/HINT}}{{#COMPLETE}} autocomplete="{{TOKEN}}"{{/COMPLETE}}{{#MODE}} inputmode="{{KEYS}}"{{/MODE}}{{#LIVE}} data-live{{/LIVE}}{{#NEEDED}} required{{/NEEDED}}{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}>
{{/INPUT}}
{{#SELECT}}
<select id="{{ID}}" name="{{ID}}"{{#COMPLETE}} autocomplete="{{TOKEN}}"{{/COMPLETE}}{{#LIVE}} data-live{{/LIVE}}{{#NEEDED}} required{{/NEEDED}}{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}>
{{#EMPTY}}
<option value="">{{W_CHOOSE}}</option>
{{/EMPTY}}
{{#OPTION}}
<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}{{#FORM}} data-area="{{AREA}}" data-code="{{CODE}}" data-tax="{{TAX}}"{{/FORM}}>{{NAME}}</option>
{{/OPTION}}
</select>
{{#LIVE}}
<noscript><button class="minor" formaction="{{UPDATE}}">{{W_UPDATE_TOTAL}}</button></noscript>
{{/LIVE}}
{{/SELECT}}
{{#ERROR}}
<p class="wrong" id="{{ID}}-error">{{MESSAGE}}</p>
{{/ERROR}}
</div>
