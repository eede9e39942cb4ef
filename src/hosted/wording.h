/*
 * wording: what the payment pages say, in the buyer's language.
 *
 * The words are files of the template folder, words/<language>.json, each one
 * object {"key": "text"}.  English has every word, and stands in for what
 * another language has not.  A template shows the word email as {{W_EMAIL}}.
 *
 * A text with arguments is an ICU MessageFormat: {0}, {1}, {2}, where {0} may
 * be a number ({0,plural,…}, {0,number}) and all others are texts.  A word
 * whose key ends in _shop has one argument, the shop's name, and is ready for
 * templates like one without any; the others are made by wording_say().
 */
#ifndef TILL_HOSTED_WORDING_H
#define TILL_HOSTED_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "page/page.h"

#define WORDING_MAX 640 /* bytes of a text that was put together */
#define WORDING_LOCALE_MAX 16
#define WORDING_REGION_MAX 4

struct word_list; /* the words of a language; lives until the next load */

/* How one buyer is spoken to; all zero is English. */
struct wording {
	const struct word_list *list;
	char locale[WORDING_LOCALE_MAX]; /* BCP 47, "fr-CA": for money, dates
					    and names of countries */
	char region[WORDING_REGION_MAX]; /* "CA": where the buyer may live */
};

/*
 * Reads words/ of each folder (folders.h), once, before any thread starts; of
 * two files of one language each word is that of the first that has it.
 * merchant is the shop's name, NULL for none.  TILL_EINPUT: no English list, a
 * file that is not a list, a text that is no MessageFormat or has not the
 * arguments of the English one; the message names it.
 */
enum till_err wording_load(const char *folders, const char *merchant,
    struct till_error *e);

/*
 * Chooses by a session's locale; NULL and "auto" leave it to the browser,
 * accept being its Accept-Language or NULL (RFC 9110, 12.5.4).  A language
 * without a list gets English as it is written in that part of the world.
 */
void wording_choose(struct wording *w, const char *locale,
    const char *accept);

/* The language that is spoken, for lang=: "de". */
const char *wording_language(const struct wording *w);

/* Whether it is written from right to left. */
bool wording_is_rtl(const struct wording *w);

/*
 * A word without arguments, or with the shop's name in it; "" for a key that
 * there is not.  A loan.
 */
const char *wording_text(const struct wording *w, const char *key);

/* What an English text of the API is in the buyer's language, else itself. */
const char *wording_of(const struct wording *w, const char *english);

/* Puts a word with texts together; those it has not are NULL. */
void wording_say(const struct wording *w, char out[static WORDING_MAX],
    const char *key, const char *text0, const char *text1,
    const char *text2);

/* The same for a word whose {0} is a number. */
void wording_count(const struct wording *w, char out[static WORDING_MAX],
    const char *key, int64_t n, const char *text1, const char *text2);

/* An amount and a day (UTC) as they are written there. */
void wording_money(const struct wording *w, char out[static WORDING_MAX],
    int64_t amount, const char *currency);
void wording_date(const struct wording *w, char out[static WORDING_MAX],
    int64_t when);

/* A percentage in ten-thousandths of a percent: "7.5%". */
void wording_percent(const struct wording *w, char out[static WORDING_MAX],
    int64_t percent);

/* A month of a year, "12/2040". */
void wording_month(const struct wording *w, char out[static WORDING_MAX],
    int year, int month);

/* Fills the W_ markers of a page and of its includes, and LANG and DIR. */
void wording_fill(const struct wording *w, struct page *page);

#endif
