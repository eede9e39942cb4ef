/* element_words: the words of the frame of a Payment Element. */
#ifndef TILL_HOSTED_ELEMENT_WORDS_H
#define TILL_HOSTED_ELEMENT_WORDS_H

#include <json-c/json.h>

/*
 * {"language","direction","texts","messages"}, the caller's: texts by their
 * keys, and messages, the API's own errors, by their English.  locale is what
 * a page asks for, accept the browser's Accept-Language, as in
 * wording_choose(); wording_load() comes first.
 */
struct json_object *hosted_element_words(const char *locale,
    const char *accept);

#endif
