/* wording_lists: reading words/, and the words by their keys. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "base/folders.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "hosted/wording_lists.h"

#define LISTS_MAX 64
#define FILE_MAX ((size_t)256 * 1024)
#define PATH_BYTES FOLDERS_PATH_MAX
#define SUFFIX ".json"
#define SHOP "_shop"
#define NUMBERS 8 /* bit of an argument that is a number, past its own */

struct word {
	char *key, *marker;
};

/* Everything that was read; set once, only looked at after that. */
struct lexicon {
	struct word *words; /* by key */
	int count;
	struct word_list lists[LISTS_MAX]; /* English first */
	size_t lists_count;
};
static struct lexicon *lexicon;

static void
free_texts(char **texts, int count)
{
	for (int i = 0; texts != NULL && i < count; i++)
		free(texts[i]);
	free(texts);
}

static void
free_lexicon(struct lexicon *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->lists_count; i++)
		free_texts(l->lists[i].texts, l->count);
	for (int i = 0; l->words != NULL && i < l->count; i++) {
		free(l->words[i].key);
		free(l->words[i].marker);
	}
	free(l->words);
	free(l);
}

static int
compare_words(const void *a, const void *b)
{
	const struct word *left = a, *right = b;

	return strcmp(left->key, right->key);
}

static int
find_in(const struct lexicon *l, const char *key)
{
	struct word wanted = { .key = (char *)key };
	struct word *found = bsearch(&wanted, l->words, (size_t)l->count,
	    sizeof(wanted), compare_words);

	return found != NULL ? (int)(found - l->words) : -1;
}

/* The marker of a key in templates: "W_" and the key in capitals. */
static char *
marker_of(const char *key)
{
	size_t size = strlen(key) + sizeof("W_");
	char *marker = malloc(size);

	if (marker == NULL)
		return NULL;
	(void)snprintf(marker, size, "W_%s", key);
	for (char *p = marker; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	return marker;
}

/*
 * Which arguments a text has: bit i for {i}, and bit i + NUMBERS when it is a
 * number.  -1: one that is too high or of a kind that the code never gives.
 */
static int
arguments_of(const char *text)
{
	static const char *const kinds[] = { "number", "plural",
		"selectordinal" };
	int found = 0;

	for (const char *p = strchr(text, '{'); p != NULL;
	     p = strchr(p + 1, '{')) {
		size_t digits = strspn(p + 1, "0123456789");
		const char *after = p + 1 + digits;
		bool number = false;

		if (digits == 0 || (*after != '}' && *after != ','))
			continue;
		if (digits > 1 || p[1] > '3')
			return -1;
		for (size_t i = 0; *after == ',' && i < nitems(kinds); i++)
			number = number ||
			    strncmp(after + 1, kinds[i],
				strlen(kinds[i])) == 0;
		if (*after == ',' && (!number || p[1] != '0'))
			return -1;
		found |= 1 << (p[1] - '0' + (number ? NUMBERS : 0));
	}
	return found;
}

static bool
is_shop(const char *key)
{
	size_t n = strlen(key);

	return n > strlen(SHOP) && strcmp(key + n - strlen(SHOP), SHOP) == 0;
}

/* What is being read, for messages. */
struct reading {
	struct lexicon *l;
	const char *merchant;
	char language[WORD_LANGUAGE_MAX];
	struct json_object *words, *english;
};

/* Checks a word and makes its text; NULL fills *e. */
static char *
make_text(const struct reading *r, const char *key, struct till_error *e)
{
	const char *english = json_text_or(r->english, key, "");
	const char *text = json_text_or(r->words, key, english);
	int arguments = arguments_of(text);
	char filled[WORDING_MAX];
	const char *wrong = NULL;
	char *made;

	if (arguments < 0 || arguments != arguments_of(english) ||
	    (is_shop(key) && arguments != 1))
		wrong = "has other arguments than it is given";
	else if (strlen(text) >= WORDING_MAX ||
	    (arguments != 0 && !word_is_format(r->language, text)) ||
	    (is_shop(key) && !word_format_shop(filled, r->language, text,
				 r->merchant)))
		wrong = "is too long or no message of ICU's";
	if (wrong != NULL) {
		(void)till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the word %s of words/%s" SUFFIX " %s", key, r->language,
		    wrong);
		return NULL;
	}
	made = strdup(is_shop(key) ? filled : text);
	if (made == NULL)
		(void)till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	return made;
}

static enum till_err
add_list(const struct reading *r, struct till_error *e)
{
	struct lexicon *l = r->l;
	struct word_list *list = &l->lists[l->lists_count];

	text_copy(list->language, sizeof(list->language), r->language);
	list->rtl = uloc_isRightToLeft(r->language);
	list->texts = calloc((size_t)l->count + 1, sizeof(char *));
	if (list->texts == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	l->lists_count++;
	json_object_object_foreach(r->words, key, value) {
		if (find_in(l, key) < 0 ||
		    !json_object_is_type(value, json_type_string))
			log_write(LOG_WARN, "words/%s" SUFFIX ": %s is no "
			    "word of the pages", r->language, key);
	}
	for (int i = 0; i < l->count; i++) {
		list->texts[i] = make_text(r, l->words[i].key, e);
		if (list->texts[i] == NULL)
			return e->kind;
	}
	return TILL_OK;
}

/* The keys of the pages are those of the English list. */
static enum till_err
take_keys(struct lexicon *l, struct json_object *english,
    struct till_error *e)
{
	l->words = calloc((size_t)json_object_object_length(english) + 1,
	    sizeof(struct word));
	if (l->words == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_object_object_foreach(english, key, value) {
		struct word *word = &l->words[l->count];

		(void)value;
		word->key = strdup(key);
		word->marker = marker_of(key);
		l->count++;
		if (word->key == NULL || word->marker == NULL)
			return till_fail(e, TILL_EMEM, NULL, NULL,
			    "out of memory");
	}
	qsort(l->words, (size_t)l->count, sizeof(struct word), compare_words);
	return TILL_OK;
}

/* Adds the words of a file that are not there yet. */
static enum till_err
add_file(const char *path, struct json_object *words, struct till_error *e)
{
	struct json_object *own = NULL;
	enum till_err err = json_load(path, FILE_MAX, &own, e);

	if (err == TILL_OK && !json_object_is_type(own, json_type_object))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "%s is not an object of words", path);
	if (err == TILL_OK) {
		json_object_object_foreach(own, key, text)
			if (!json_object_object_get_ex(words, key, NULL))
				json_put(words, key, json_object_get(text));
	}
	json_object_put(own);
	return err;
}

/*
 * The words of a language: those of a merchant's file before ours, so that
 * his need not be all of them.
 */
static enum till_err
load_file(const char *folders, const char *language,
    struct json_object **out, struct till_error *e)
{
	char folder[FOLDERS_PATH_MAX], path[PATH_BYTES], file[64];
	enum till_err err = TILL_OK;

	(void)snprintf(file, sizeof(file), "words/%s" SUFFIX, language);
	*out = json_object_new_object();
	if (!folders_find(folders, file, path))
		err = till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the list %s/%s is not there", folders, file);
	while (err == TILL_OK && folders_next(&folders, folder))
		if (folders_find(folder, file, path))
			err = add_file(path, *out, e);
	if (err != TILL_OK) {
		json_object_put(*out);
		*out = NULL;
	}
	return err;
}

/* The language of a file's name, "de.json"; false when it is another file. */
static bool
language_of(const char *name, char out[static WORD_LANGUAGE_MAX])
{
	size_t n = strcspn(name, ".");

	if (n < 2 || n >= WORD_LANGUAGE_MAX || strcmp(name + n, SUFFIX) != 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!islower((unsigned char)name[i]))
			return false;
	memcpy(out, name, n);
	out[n] = '\0';
	return strcmp(out, "en") != 0;
}

static bool
has_list(const struct lexicon *l, const char *language)
{
	for (size_t i = 0; i < l->lists_count; i++)
		if (strcmp(l->lists[i].language, language) == 0)
			return true;
	return false;
}

/* Adds the list of a file, when it is one and none of its language is there. */
static enum till_err
add_other(struct reading *r, const char *folders, const char *name,
    struct till_error *e)
{
	enum till_err err;

	if (!language_of(name, r->language) ||
	    r->l->lists_count == LISTS_MAX || has_list(r->l, r->language))
		return TILL_OK;
	err = load_file(folders, r->language, &r->words, e);
	if (err == TILL_OK)
		err = add_list(r, e);
	json_object_put(r->words);
	r->words = NULL;
	return err;
}

/* The languages that a folder has a file for, and no folder before it had. */
static enum till_err
add_folder(struct reading *r, const char *folders, const char *folder,
    struct till_error *e)
{
	enum till_err err = TILL_OK;
	char path[PATH_BYTES + 8];
	struct dirent *entry;
	DIR *dir;

	(void)snprintf(path, sizeof(path), "%s/words", folder);
	dir = opendir(path);
	/* A merchant's folder need not have words. */
	if (dir == NULL)
		return TILL_OK;
	/* Only this thread is there yet. */
	while (err == TILL_OK &&
	    (entry = readdir(dir)) != NULL) /* NOLINT(concurrency-mt-unsafe) */
		err = add_other(r, folders, entry->d_name, e);
	closedir(dir);
	return err;
}

static enum till_err
add_others(struct reading *r, const char *folders, struct till_error *e)
{
	const char *rest = folders;
	char folder[FOLDERS_PATH_MAX];
	enum till_err err = TILL_OK;

	while (err == TILL_OK && folders_next(&rest, folder))
		err = add_folder(r, folders, folder, e);
	return err;
}

enum till_err
wording_load(const char *folders, const char *merchant, struct till_error *e)
{
	struct lexicon *l = calloc(1, sizeof(*l));
	struct json_object *english = NULL;
	struct reading r = { .l = l, .language = "en",
		.merchant = merchant != NULL ? merchant : "" };
	enum till_err err;

	if (l == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	err = load_file(folders, "en", &english, e);
	if (err == TILL_OK)
		err = take_keys(l, english, e);
	if (err == TILL_OK) {
		r.words = r.english = english;
		err = add_list(&r, e);
	}
	if (err == TILL_OK)
		err = add_others(&r, folders, e);
	json_object_put(english);
	if (err != TILL_OK) {
		free_lexicon(l);
		return err;
	}
	free_lexicon(lexicon);
	lexicon = l;
	return TILL_OK;
}

const struct word_list *
word_list_find(const char *language)
{
	for (size_t i = 0; lexicon != NULL && i < lexicon->lists_count; i++)
		if (strcmp(lexicon->lists[i].language, language) == 0)
			return &lexicon->lists[i];
	return NULL;
}

const struct word_list *
word_list_of(const struct wording *w)
{
	if (w->list != NULL || lexicon == NULL)
		return w->list;
	return &lexicon->lists[0];
}

int
word_count(void)
{
	return lexicon != NULL ? lexicon->count : 0;
}

int
word_find(const char *key)
{
	return lexicon != NULL ? find_in(lexicon, key) : -1;
}

int
word_find_english(const char *text)
{
	for (int i = 0; i < word_count(); i++)
		if (strcmp(lexicon->lists[0].texts[i], text) == 0)
			return i;
	return -1;
}

const char *
word_marker(int i)
{
	return lexicon->words[i].marker;
}
