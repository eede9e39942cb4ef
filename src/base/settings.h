/*
 * settings: what an installation decides, from the environment, so that
 * nginx, systemd, spawn-fcgi and plain CGI hosting all work.
 *
 * A secret may be a file named by <NAME>_FILE instead; white space around it
 * is dropped.  Loaded once at start; a missing or malformed setting stops the
 * program with one line that names it.
 */
#ifndef TILL_BASE_SETTINGS_H
#define TILL_BASE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum setting {
	SETTING_PUBLIC_URL,	 /* the shop's address, no slash at its end */
	SETTING_API_BASE,	 /* the API's address, no slash at its end */
	SETTING_SECRET_KEY,	 /* sk_… or rk_… */
	SETTING_PUBLISHABLE_KEY, /* pk_… */
	SETTING_WEBHOOK_SECRET,	 /* whsec_…, several with commas */
	SETTING_JS_BASE,	 /* where the browser scripts come from */
	SETTING_CUSTOMER_KEY,	 /* signs the customer cookie */
	SETTING_PROFILES,	 /* the folder of checkout profiles */
	SETTING_PRICING_TABLE,	 /* prctbl_… of GET /pricing, with commas */
	SETTING_PRICING_TABLES,	 /* the file of test mode's pricing tables */
	SETTING_BUY_BUTTON,	 /* buy_btn_… of GET /buy, with commas */
	SETTING_BUY_BUTTONS,	 /* the file of test mode's buy buttons */
	SETTING_SHOP_DB,	 /* the shop's database */
	SETTING_API_DB,		 /* the test-mode API's database */
	SETTING_FULFIL,		 /* the program that fulfils an order */
	SETTING_RELEASE,	 /* the one that takes an order's stock back */
	SETTING_ADOPT,		 /* none, links or all: see shop/session.h */
	SETTING_THREADS,	 /* threads of a FastCGI program, 0: its own */
	SETTING_LOG,		 /* error, warn, info or debug */
	SETTING_CLOCK,		 /* the test clock's file, test mode only */
	SETTING_TEMPLATES,	 /* the folders of the templates, with colons */
	SETTING_MERCHANT,	 /* the shop's name on the payment page */
	SETTING_TERMS_URL,	 /* of its terms of service, or NULL */
	SETTING_COUNT
};

struct settings;

/* Where settings come from: getenv() or what a test says. */
typedef const char *settings_source(const char *name);

/*
 * Reads and checks every setting; those of needs, n of them, must be there
 * or have a default.  *out is the caller's (settings_free).
 * TILL_EINPUT: the message is the one line that names the setting.
 */
enum till_err settings_load(settings_source *source,
    const enum setting *needs, size_t n, struct settings **out,
    struct till_error *e);

/*
 * The same without an end at the first that is wrong: each is told, with the
 * message, and left out.  *out is the caller's.  TILL_EMEM.
 */
typedef void settings_wrong(void *arg, enum setting name,
    const char *message);
enum till_err settings_load_each(settings_source *source,
    settings_wrong *wrong, void *arg, struct settings **out,
    struct till_error *e);

/* Whether a setting holds a secret, which is never shown. */
bool settings_is_secret(enum setting name);

void settings_free(struct settings *s); /* NULL is fine */

/* The value, NULL when not set; a loan for the life of s. */
const char *settings_text(const struct settings *s, enum setting name);

/* The value of a number; 0 when not set. */
int64_t settings_int(const struct settings *s, enum setting name);

/* Whether the secret key is one for test mode. */
bool settings_test_mode(const struct settings *s);

/* The environment name of a setting, "TILL_…". */
const char *settings_name(enum setting name);

#endif
