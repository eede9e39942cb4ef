/*
 * check: the command check: what a shop lacks to go live, in words.  Each
 * part looks at one side of it and says what it finds.
 */
#ifndef TILL_CLI_CHECK_H
#define TILL_CLI_CHECK_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/settings.h"

enum check_state {
	CHECK_OK,
	CHECK_ADVICE, /* it would go live with this, but better not */
	CHECK_WRONG   /* it must not go live with this */
};

struct check {
	settings_source *source;
	const struct settings *settings; /* those that are not wrong */
	bool told[SETTING_COUNT];	 /* what is wrong with it was said */
	struct json_object *findings;
	int wrong; /* how many there are */
};

/* Says one finding; subject is a setting's name, a file, an address. */
void check_say(struct check *c, enum check_state state, const char *subject,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The value of a setting; NULL when it is not set or was found wrong. */
const char *check_text(const struct check *c, enum setting which);

/* check_settings.c: each setting by itself, and those that go together. */
void check_settings(struct check *c);

/* check_files.c: files and folders that settings name, and who reads them. */
void check_files(struct check *c);

/* check_nginx.c: what `nginx -T` prints; path is a file, "-" the input. */
void check_nginx(struct check *c, const char *path);

/* check_online.c: what the API says to the keys, and has of the profiles. */
void check_online(struct check *c);

#endif
