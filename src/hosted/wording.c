/* wording: the words of each language and what is made of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/umsg.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/json.h"
#include "base/log.h"
#include "base/money.h"
#include "base/text.h"
#include "hosted/wording_lists.h"

#define TEXTS 4 /* that are handed to ICU, whatever a pattern asks for */

typedef UChar wide_text[WORDING_MAX];

static bool
widen(wide_text out, const char *text)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;

	u_strFromUTF8(out, WORDING_MAX - 1, &n, text, -1, &status);
	if (U_FAILURE(status))
		n = 0;
	out[n] = 0;
	return U_SUCCESS(status);
}

static bool
narrow(char out[static WORDING_MAX], const UChar *wide, int32_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t bytes = 0;

	u_strToUTF8(out, WORDING_MAX - 1, &bytes, wide, n, &status);
	if (U_FAILURE(status))
		bytes = 0;
	out[bytes] = '\0';
	return U_SUCCESS(status);
}

/*
 * Formats a pattern by ICU.  It takes what the pattern asks for, in order, a
 * number first: so a number and texts are passed, or texts only.
 */
static bool
format(char out[static WORDING_MAX], const char *locale, const char *pattern,
    const double *number, const char *const texts[TEXTS])
{
	UErrorCode status = U_ZERO_ERROR;
	wide_text wide_pattern, t[TEXTS], made;
	UMessageFormat *f;
	int32_t n = 0;
	bool good = widen(wide_pattern, pattern);

	for (size_t i = 0; i < TEXTS; i++)
		good = widen(t[i], texts[i] != NULL ? texts[i] : "") && good;
	f = umsg_open(wide_pattern, -1, locale, NULL, &status);
	if (U_SUCCESS(status) && number != NULL)
		n = umsg_format(f, made, WORDING_MAX, &status, *number, t[0],
		    t[1], t[2], t[3]);
	else if (U_SUCCESS(status))
		n = umsg_format(f, made, WORDING_MAX, &status, t[0], t[1],
		    t[2], t[3]);
	umsg_close(f);
	out[0] = '\0';
	return U_SUCCESS(status) && n < WORDING_MAX && narrow(out, made, n) &&
	    good;
}

bool
word_format_shop(char out[static WORDING_MAX], const char *locale,
    const char *pattern, const char *shop)
{
	const char *const texts[TEXTS] = { shop };

	return format(out, locale, pattern, NULL, texts);
}

bool
word_is_format(const char *locale, const char *pattern)
{
	UErrorCode status = U_ZERO_ERROR;
	wide_text wide;

	if (!widen(wide, pattern))
		return false;
	umsg_close(umsg_open(wide, -1, locale, NULL, &status));
	return U_SUCCESS(status);
}

static const char *
locale_of(const struct wording *w)
{
	return w->locale[0] != '\0' ? w->locale : "en";
}

const char *
wording_language(const struct wording *w)
{
	const struct word_list *list = word_list_of(w);

	return list != NULL ? list->language : "en";
}

bool
wording_is_rtl(const struct wording *w)
{
	const struct word_list *list = word_list_of(w);

	return list != NULL && list->rtl;
}

const char *
wording_text(const struct wording *w, const char *key)
{
	const struct word_list *list = word_list_of(w);
	int i = word_find(key);

	if (list == NULL || i < 0) {
		log_write(LOG_ERROR, "there is no word %s", key);
		return "";
	}
	return list->texts[i];
}

const char *
wording_of(const struct wording *w, const char *english)
{
	const struct word_list *list = word_list_of(w);
	int i = word_find_english(english);

	return list != NULL && i >= 0 ? list->texts[i] : english;
}

static void
say(const struct wording *w, char out[static WORDING_MAX], const char *key,
    const double *number, const char *const texts[TEXTS])
{
	if (!format(out, locale_of(w), wording_text(w, key), number, texts))
		log_write(LOG_ERROR, "the word %s was not put together", key);
}

void
wording_say(const struct wording *w, char out[static WORDING_MAX],
    const char *key, const char *text0, const char *text1, const char *text2)
{
	const char *const texts[TEXTS] = { text0, text1, text2 };

	say(w, out, key, NULL, texts);
}

void
wording_count(const struct wording *w, char out[static WORDING_MAX],
    const char *key, int64_t n, const char *text1, const char *text2)
{
	const char *const texts[TEXTS] = { text1, text2 };
	double number = (double)n;

	say(w, out, key, &number, texts);
}

void
wording_money(const struct wording *w, char out[static WORDING_MAX],
    int64_t amount, const char *currency)
{
	money_format(out, WORDING_MAX, amount, currency, locale_of(w));
}

void
wording_percent(const struct wording *w, char out[static WORDING_MAX],
    int64_t percent)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *f = unum_open(UNUM_PERCENT, NULL, 0, locale_of(w),
	    NULL, &status);
	wide_text wide;
	int32_t n = 0;

	if (U_SUCCESS(status)) {
		unum_setAttribute(f, UNUM_MAX_FRACTION_DIGITS, 4);
		n = unum_formatDouble(f, (double)percent / 1e6, wide,
		    WORDING_MAX, NULL, &status);
	}
	unum_close(f);
	out[0] = '\0';
	if (U_FAILURE(status) || !narrow(out, wide, n))
		log_write(LOG_ERROR, "a percentage could not be written in %s",
		    locale_of(w));
}

static const UChar utc[] = { 'U', 'T', 'C', 0 };

/* Writes a time by a pattern of ICU's, or as a long date without one. */
static void
write_date(const struct wording *w, char out[static WORDING_MAX], UDate when,
    const UChar *pattern)
{
	UErrorCode status = U_ZERO_ERROR;
	wide_text wide;
	UDateFormat *f;
	int32_t n = 0;

	f = udat_open(pattern != NULL ? UDAT_PATTERN : UDAT_NONE,
	    pattern != NULL ? UDAT_PATTERN : UDAT_LONG, locale_of(w), utc, -1,
	    pattern, pattern != NULL ? -1 : 0, &status);
	if (U_SUCCESS(status))
		n = udat_format(f, when, wide, WORDING_MAX, NULL, &status);
	udat_close(f);
	out[0] = '\0';
	if (U_FAILURE(status) || !narrow(out, wide, n))
		log_write(LOG_ERROR, "a date could not be written in %s",
		    locale_of(w));
}

void
wording_date(const struct wording *w, char out[static WORDING_MAX],
    int64_t when)
{
	write_date(w, out, (UDate)when * 1000, NULL);
}

void
wording_month(const struct wording *w, char out[static WORDING_MAX],
    int year, int month)
{
	static const UChar wish[] = { 'y', 'M', 'M', 0 };
	UErrorCode status = U_ZERO_ERROR;
	UDateTimePatternGenerator *patterns;
	UCalendar *calendar;
	wide_text pattern;
	UDate when = 0;

	patterns = udatpg_open(locale_of(w), &status);
	if (U_SUCCESS(status))
		udatpg_getBestPattern(patterns, wish, -1, pattern, WORDING_MAX,
		    &status);
	udatpg_close(patterns);
	calendar = ucal_open(utc, -1, "en", UCAL_GREGORIAN, &status);
	if (U_SUCCESS(status)) {
		ucal_setDate(calendar, year, month - 1, 15, &status);
		when = ucal_getMillis(calendar, &status);
	}
	ucal_close(calendar);
	out[0] = '\0';
	if (U_SUCCESS(status))
		write_date(w, out, when, pattern);
}

void
wording_fill(const struct wording *w, struct page *page)
{
	const struct word_list *list = word_list_of(w);

	page_set_all(page, "LANG", wording_language(w));
	page_set_all(page, "DIR", wording_is_rtl(w) ? "rtl" : "ltr");
	for (int i = 0; list != NULL && i < word_count(); i++)
		page_set_all(page, word_marker(i), list->texts[i]);
}
