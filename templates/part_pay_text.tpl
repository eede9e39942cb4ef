{{%AUTOESCAPE context="HTML"}}
{{!
  A text of the merchant's, or one with a link in it: page_include() with any
  name.  All of it stands on one line, for white space in it counts.

  PIECE    section, one a piece of the text, with one of the sections
    PLAIN    {WORDS}
    STRONG   {WORDS}
    LINK     {WORDS, URL}
    BREAK    the end of a line
}}
{{#PIECE}}{{#PLAIN}}{{WORDS}}{{/PLAIN}}{{#STRONG}}<strong>{{WORDS}}</strong>{{/STRONG}}{{#LINK}}<a href="{{URL}}" target="_blank" rel="noopener noreferrer">{{WORDS}}</a>{{/LINK}}{{#BREAK}}<br>{{/BREAK}}{{/PIECE}}
