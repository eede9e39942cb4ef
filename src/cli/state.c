/*
 * state: saves all that test mode holds under a name, and puts it back.
 *
 * The API's half and the clock are the API's own business, asked for over
 * HTTP; the shop's half is the database of TILL_SHOP_DB.  Nobody can write to
 * the shop while the API's half is done, so the two are of one moment.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/own.h"
#include "cli/print.h"
#include "shop/order.h"
#include "store/saved.h"

#define START "start"
#define PATH_MAX_BYTES 256

/* A word of the command. */
struct verb {
	const char *name;
	bool named; /* takes a state's name */
	int (*run)(const char *name, bool plain);
};

/* What is asked of the API while the shop is locked. */
struct ask {
	const char *path;
	struct json_object *params;
	struct json_object *answer; /* the caller's */
	int status;		    /* the exit status */
	struct saved_note note;	    /* of the shop's half */
};

static enum till_err
ask_api(void *arg, struct till_error *e)
{
	struct ask *ask = arg;

	ask->status = own_call("POST", ask->path, ask->params, &ask->answer);
	ask->params = NULL;
	text_copy(ask->note.mark, sizeof(ask->note.mark),
	    json_text_or(ask->answer, "mark", ""));
	ask->note.now = json_int_or(ask->answer, "now", 0);
	/* What went wrong was told by the call. */
	return ask->answer != NULL ?
	    TILL_OK : till_fail(e, TILL_EUPSTREAM, NULL, NULL, "%s", "");
}

/*
 * The shop's database that is to be looked after; *settings is the caller's,
 * and path is NULL where there is none.  False: it was complained.
 */
static bool
shop_of(struct settings **settings, struct saved *db)
{
	*settings = cli_settings(NULL, 0);
	if (*settings == NULL)
		return false;
	*db = (struct saved){ .path = settings_text(*settings,
				  SETTING_SHOP_DB) };
	db->migrations = orders_migrations;
	db->migrations_count = orders_migrations_count;
	return true;
}

/* Prints what was done, and whether the shop was part of it. */
static int
tell(const struct ask *ask, const char *done, bool shop, bool plain)
{
	char when[32];

	if (plain) {
		json_put_bool(ask->answer, "shop", shop);
		print_json(ask->answer);
		return cli_flush();
	}
	own_time(json_int_or(ask->answer, "now", 0), when);
	(void)printf("%s %s, at %s, %s\n",
	    json_text_or(ask->answer, "name", "-"), done, when,
	    shop ? "with the shop's orders" :
		   "without the shop's orders");
	return cli_flush();
}

/* Ends a command: its exit status. */
static int
finish(struct ask *ask, enum till_err err, const struct till_error *e,
    struct settings *settings)
{
	int status = CLI_OK;

	if (err != TILL_OK)
		status = *e->message != '\0' ? cli_fail(e) : ask->status;
	json_object_put(ask->params);
	json_object_put(ask->answer);
	settings_free(settings);
	return status;
}

static int
save(const char *name, bool plain)
{
	struct ask ask = { .path = "/_till/states" };
	struct settings *settings;
	struct till_error e;
	enum till_err err;
	struct saved db;

	till_error_clear(&e);
	if (!shop_of(&settings, &db))
		return CLI_FAILED;
	ask.params = json_object_new_object();
	json_put_text(ask.params, "name", name);
	db.during = ask_api;
	db.arg = &ask;
	err = db.path != NULL ? saved_save(&db, name, &ask.note, &e) :
				ask_api(&ask, &e);
	if (err == TILL_OK)
		(void)tell(&ask, "is saved", db.path != NULL, plain);
	return finish(&ask, err, &e, settings);
}

/*
 * Whether the shop's half of a state is of one moment with the API's: the
 * same name may have been saved anew over HTTP, where there is no shop.
 */
static int
is_whole(const struct saved *shop, const char *name, bool *whole)
{
	struct json_object *answer, *data;
	struct saved_note note;
	int status;

	*whole = false;
	if (shop->path == NULL || !saved_find(shop->path, name, &note))
		return CLI_OK;
	status = own_call("GET", "/_till/states", NULL, &answer);
	data = json_get(answer, "data");
	for (size_t i = 0; i < json_count(data); i++)
		*whole = *whole ||
		    (strcmp(json_text_or(json_at(data, i), "name", ""),
			 name) == 0 &&
			strcmp(json_text_or(json_at(data, i), "mark", ""),
			    note.mark) == 0);
	json_object_put(answer);
	return status;
}

/* Puts a state back; clock is how the clock is set. */
static int
put_back(const char *name, const char *clock, bool plain)
{
	char path[PATH_MAX_BYTES];
	struct ask ask = { .path = path };
	struct settings *settings;
	struct till_error e;
	enum till_err err;
	struct saved_note note;
	struct saved db;
	bool shop;

	till_error_clear(&e);
	if (!shop_of(&settings, &db))
		return CLI_FAILED;
	(void)snprintf(path, sizeof(path), "/_till/states/%.*s/restore",
	    SAVED_NAME_MAX, name);
	ask.params = json_object_new_object();
	json_put_text(ask.params, "clock", clock);
	db.during = ask_api;
	db.arg = &ask;
	ask.status = is_whole(&db, name, &shop);
	if (ask.status != CLI_OK)
		return finish(&ask, TILL_EUPSTREAM, &e, settings);
	err = shop ? saved_restore(&db, name, &note, &e) : ask_api(&ask, &e);
	if (err == TILL_OK)
		(void)tell(&ask, "is back", shop, plain);
	return finish(&ask, err, &e, settings);
}

static int
restore(const char *name, bool plain)
{
	return put_back(name, "saved", plain);
}

static int
reset(const char *name, bool plain)
{
	(void)name;
	return put_back(START, "real", plain);
}

static int
delete(const char *name, bool plain)
{
	char path[PATH_MAX_BYTES];
	struct ask ask = { .path = path };
	struct settings *settings;
	struct till_error e;
	enum till_err err;
	struct saved db;

	till_error_clear(&e);
	if (!shop_of(&settings, &db))
		return CLI_FAILED;
	(void)snprintf(path, sizeof(path), "/_till/states/%.*s/delete",
	    SAVED_NAME_MAX, name);
	err = ask_api(&ask, &e);
	if (err == TILL_OK && db.path != NULL &&
	    saved_delete(db.path, name, &e) == TILL_ENOTFOUND)
		till_error_clear(&e);
	if (err == TILL_OK && plain)
		print_json(ask.answer);
	else if (err == TILL_OK)
		(void)printf("%s is deleted\n", name);
	return finish(&ask, err, &e, settings);
}

static int
list(const char *name, bool plain)
{
	struct json_object *answer, *data;
	char when[32];
	int status;

	(void)name;
	status = own_call("GET", "/_till/states", NULL, &answer);
	if (answer == NULL)
		return status;
	data = json_get(answer, "data");
	if (plain)
		print_json(answer);
	else if (json_count(data) == 0)
		(void)puts("No states are saved.");
	for (size_t i = 0; !plain && i < json_count(data); i++) {
		struct json_object *o = json_at(data, i);

		own_time(json_int_or(o, "now", 0), when);
		(void)printf("%-32s  %s  %8lld KiB\n",
		    json_text_or(o, "name", "-"), when,
		    (long long)json_int_or(o, "bytes", 0) / 1024);
	}
	json_object_put(answer);
	return cli_flush();
}

int
cli_state(int argc, char **argv)
{
	static const struct verb verbs[] = {
		{ "delete", true, delete },
		{ "list", false, list },
		{ "reset", false, reset },
		{ "restore", true, restore },
		{ "save", true, save },
	};
	bool plain = own_option(&argc, argv, "--json", false) != NULL;
	struct till_error e;

	log_open("till", LOG_NONE);
	for (size_t i = 0; argc > 1 && i < nitems(verbs); i++) {
		if (strcmp(argv[1], verbs[i].name) != 0 ||
		    argc != (verbs[i].named ? 3 : 2))
			continue;
		if (verbs[i].named &&
		    saved_check_name(argv[2], &e) != TILL_OK)
			return cli_fail(&e);
		return verbs[i].run(argv[2], plain);
	}
	return cli_usage(argv[0]);
}
