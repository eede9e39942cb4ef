/* wording_lists: the lists behind wording.h, for its own files only. */
#ifndef TILL_HOSTED_WORDING_LISTS_H
#define TILL_HOSTED_WORDING_LISTS_H

#include "hosted/wording.h"

#define WORD_LANGUAGE_MAX 4

struct word_list {
	char language[WORD_LANGUAGE_MAX]; /* ISO 639: "de", "fil" */
	bool rtl;
	char **texts; /* one a key, in the order of the keys */
};

/* The list of a language, NULL when there is none. */
const struct word_list *word_list_find(const char *language);

/* The list that is spoken from, English unless one was chosen. */
const struct word_list *word_list_of(const struct wording *w);

int word_count(void);

/* Where a key stands, or an English text; -1 for nowhere. */
int word_find(const char *key);
int word_find_english(const char *text);

const char *word_marker(int i); /* "W_EMAIL" */

/* A pattern with the shop's name; false when ICU refuses. */
bool word_format_shop(char out[static WORDING_MAX], const char *locale,
    const char *pattern, const char *shop);

/* Whether ICU takes a text for a MessageFormat. */
bool word_is_format(const char *locale, const char *pattern);

#endif
