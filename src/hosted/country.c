/* country: the countries of the form, named and sorted by ICU. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/json.h"
#include "base/text.h"
#include "hosted/hosted.h"

#define COUNTRIES_MAX 300
#define NAME_MAX_BYTES 128
#define LISTS_MAX 64 /* locales whose lists are kept, some 40 KB each */

struct country {
	const char *code; /* ICU's own text */
	char name[NAME_MAX_BYTES];
};

/* The countries as a locale names and sorts them. */
struct country_list {
	char locale[WORDING_LOCALE_MAX];
	size_t count;
	struct country countries[COUNTRIES_MAX];
};

/* Made when they are first asked for, and never changed or freed then. */
static struct country_list *lists[LISTS_MAX];
static size_t lists_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* qsort() hands nothing on; the lock is held while this is set. */
static UCollator *collator;

static int
by_name(const void *a, const void *b)
{
	const struct country *left = a, *right = b;
	UErrorCode status = U_ZERO_ERROR;

	return (int)ucol_strcollUTF8(collator, left->name, -1, right->name, -1,
	    &status);
}

/* Names a country; false for a code that is none now. */
static bool
name_country(struct country *country, const char *code, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	char id[16] = "und_";
	UChar wide[NAME_MAX_BYTES];
	int32_t n;

	strcat(id, code);
	n = uloc_getDisplayCountry(id, locale, wide, NAME_MAX_BYTES, &status);
	u_strToUTF8(country->name, NAME_MAX_BYTES, NULL, wide, n, &status);
	country->code = code;
	/* A fall-back to a wider locale's names is a name too. */
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING &&
	    strcmp(country->name, code) != 0;
}

static struct country_list *
make_list(const char *locale)
{
	struct country_list *list = calloc(1, sizeof(*list));
	UErrorCode status = U_ZERO_ERROR;

	if (list == NULL)
		return NULL;
	text_copy(list->locale, sizeof(list->locale), locale);
	for (const char *const *code = uloc_getISOCountries();
	     *code != NULL && list->count < COUNTRIES_MAX; code++)
		if (name_country(&list->countries[list->count], *code, locale))
			list->count++;
	collator = ucol_open(locale, &status);
	if (U_SUCCESS(status))
		qsort(list->countries, list->count, sizeof(struct country),
		    by_name);
	ucol_close(collator);
	return list;
}

static const struct country_list *
find_list(const char *locale)
{
	for (size_t i = 0; i < lists_count; i++)
		if (strcmp(lists[i]->locale, locale) == 0)
			return lists[i];
	return NULL;
}

/* With the lock held; what is one list too many is not kept: NULL. */
static const struct country_list *
keep_list(const char *locale, size_t most)
{
	const struct country_list *found = find_list(locale);
	struct country_list *made;

	if (found != NULL || lists_count >= most)
		return found;
	made = make_list(locale);
	if (made != NULL)
		lists[lists_count++] = made;
	return made;
}

/* The list of a locale, or of one whose list is there already; never NULL
 * but when memory is short. */
static const struct country_list *
list_of(const char *locale, const char *language)
{
	const struct country_list *list;

	pthread_mutex_lock(&lock);
	/* Half of the room is for languages, which are fewer than that. */
	list = keep_list(locale, LISTS_MAX / 2);
	if (list == NULL)
		list = keep_list(language, LISTS_MAX);
	pthread_mutex_unlock(&lock);
	return list;
}

void
hosted_each_country(const struct wording *w, hosted_take_country *take,
    void *arg)
{
	const char *language = wording_language(w);
	const struct country_list *list = list_of(
	    w->locale[0] != '\0' ? w->locale : language, language);

	for (size_t i = 0; list != NULL && i < list->count; i++)
		take(arg, list->countries[i].code, list->countries[i].name);
}

const char *
hosted_first_country(const struct wording *w)
{
	return hosted_is_country(w->region) ? w->region : "US";
}

const char *
hosted_home_country(const struct hosted_session *s)
{
	struct json_object *allowed = json_path(s->session,
	    "shipping_address_collection", "allowed_countries", NULL);
	const char *known = session_country(s->session);

	if (known == NULL)
		known = hosted_first_country(&s->wording);
	/* Goods go only where they may. */
	return json_count(allowed) == 0 ||
		hosted_ships_to(s->session, known) ?
	    known : json_object_get_string(json_at(allowed, 0));
}

bool
hosted_is_country(const char *code)
{
	const struct country_list *list = list_of("en", "en");

	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (strcmp(list->countries[i].code, code) == 0)
			return true;
	return false;
}
