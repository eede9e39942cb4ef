/*
 * hosted: the payment page behind a session's url (behaviour.md 5), for
 * buyers, by itself or in a frame of a shop's page.  It works on the API's
 * own database and never moves money.
 */
#ifndef TILL_HOSTED_HOSTED_H
#define TILL_HOSTED_HOSTED_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/error.h"
#include "buyer/phone.h"
#include "buyer/tax_id.h"
#include "hosted/wording.h"
#include "http/http.h"
#include "page/page.h"
#include "payments/iban.h"
#include "payments/payments.h"
#include "sessions/change.h"
#include "sessions/pay.h"
#include "sessions/session.h"

struct hosted {
	struct store *store;
	const char *merchant; /* the shop's name, a loan of the settings */
	const char *base_url; /* the API's own address, likewise */
	const char *publishable_key; /* the account's, likewise */
	const char *terms_url; /* of the shop's terms of service, or NULL */
};

/*
 * The page around an embedded checkout.  A client secret comes in the body of
 * each request, so that no address holds it, and is the right to see the form
 * and to pay.  The one page that may show the answer is the one the browser
 * said the secret came from: return_url may well be another of the shop's
 * hosts, and redirect_on_completion=never has none.
 */
struct hosted_frame {
	const char *parent; /* its origin, "https://shop.example" */
	const char *key, *client_secret;
};

/* Whether a text is an origin that a policy can name. */
bool hosted_is_origin(const char *text);

/* The fields of the form, named as on the page this one stands in for. */
enum hosted_field {
	FIELD_EMAIL,
	FIELD_PHONE,
	FIELD_SHIPPING_NAME,
	FIELD_SHIPPING_COUNTRY,
	FIELD_SHIPPING_LINE1,
	FIELD_SHIPPING_LINE2,
	FIELD_SHIPPING_CITY,
	FIELD_SHIPPING_CODE,
	FIELD_SHIPPING_AREA, /* the state, province, prefecture, … */
	FIELD_SAVED,  /* the id of a kept payment method, or "new" */
	FIELD_METHOD, /* "card" or "sepa_debit", where both are offered */
	FIELD_CARD_NUMBER,
	FIELD_CARD_EXPIRY,
	FIELD_CARD_CVC,
	FIELD_IBAN,
	FIELD_SAME, /* ticked: the bill goes where the goods go */
	FIELD_BILLING_NAME,
	FIELD_BILLING_COUNTRY,
	FIELD_BILLING_LINE1,
	FIELD_BILLING_LINE2,
	FIELD_BILLING_CITY,
	FIELD_BILLING_POSTAL_CODE,
	FIELD_BILLING_AREA,
	FIELD_SAVE, /* "yes": kept and shown again */
	FIELD_BUSINESS, /* ticked: the buyer buys for one */
	FIELD_BUSINESS_NAME,
	FIELD_TAX_ID,
	FIELD_CUSTOM_1, /* the merchant's own fields */
	FIELD_CUSTOM_2,
	FIELD_CUSTOM_3,
	FIELD_PROMOTIONS,
	FIELD_TERMS,
	HOSTED_FIELDS
};

#define HOSTED_MESSAGE_MAX WORDING_MAX

#define HOSTED_CUSTOM_FIELDS 3
#define HOSTED_CUSTOM_NAME_MAX 224 /* "customField-" and a key */

/* A form as it was posted, and what is wrong with it; hosted_form_free(). */
struct hosted_form {
	struct json_object *posted; /* NULL when it is shown first */
	const char *value[HOSTED_FIELDS]; /* "" for none; loans */
	char wrong[HOSTED_FIELDS][HOSTED_MESSAGE_MAX]; /* "" when right */
	char declined[HOSTED_MESSAGE_MAX]; /* of the whole form, or "" */
	char custom_name[HOSTED_CUSTOM_FIELDS][HOSTED_CUSTOM_NAME_MAX];
	int64_t now; /* when it is checked */
	/* What the checks made of it. */
	struct card card;
	char iban[IBAN_MAX + 1];
	char phone[PHONE_SIZE];
	const struct tax_id_kind *tax_id; /* NULL for none */
	char tax_value[TAX_ID_SIZE];
	struct json_object *custom;
	/* What came of a change of the bill; NULL when none was tried. */
	const struct session_changed *changed;
	/* Nothing was charged: the total is not the one that was shown. */
	bool repriced;
	bool sent; /* to pay, and not only to change the bill */
};

/* A session with its line items and products, read on one snapshot. */
struct hosted_session {
	const struct hosted *hosted;
	struct json_object *session;
	struct json_object *items; /* whole, each with its price and product */
	struct json_object *rates; /* its shipping rates by their ids */
	struct json_object *link;  /* the payment link it came by, or NULL */
	struct json_object *customer; /* whose it is, or NULL */
	struct json_object *saved; /* what he keeps and may pay with */
	const struct hosted_frame *frame; /* NULL for a page of its own */
	struct wording wording; /* how its buyer is spoken to */
};

/*
 * Reads a session as it is at the second now, for a buyer whose browser sent
 * accept as its Accept-Language, or NULL; *out is the caller's
 * (hosted_session_free).  TILL_ENOTFOUND: there is none.
 */
enum till_err hosted_read(struct hosted *hosted, const char *id,
    const char *accept, int64_t now, struct hosted_session *out,
    struct till_error *e);
void hosted_session_free(struct hosted_session *s);

/*
 * Reads the changes of the bill out of a posted form; loans of it.  *shown is
 * the total that the form was shown with.
 */
#define HOSTED_NOT_SHOWN (-1)
void hosted_read_wish(const struct hosted_form *form,
    const struct hosted_session *s, struct session_wish *wish,
    int64_t *shown);

/* Makes the changes that a form of an open session asks for, and shows it. */
enum till_err hosted_update(struct hosted *hosted,
    const struct hosted_session *s, struct hosted_form *form, int64_t now,
    struct http_response *res, struct till_error *e);

/* Reads a session anew and shows its form again, or that it is closed. */
enum till_err hosted_show_again(struct hosted *hosted,
    const struct hosted_session *s, struct hosted_form *form, int64_t now,
    struct http_response *res, struct till_error *e);

/*
 * What the form of a session holds before anything was typed; the texts are
 * loans of it.
 */
void hosted_form_begin(struct hosted_form *form,
    const struct hosted_session *s);

/* A form as it was posted; the texts are loans of that. */
void hosted_form_read(struct hosted_form *form,
    const struct hosted_session *s, struct json_object *posted);

/* Puts back what a buyer gave; the texts are loans of payer's. */
void hosted_form_refill(struct hosted_form *form,
    const struct hosted_session *s, const struct session_payer *payer);
void hosted_form_free(struct hosted_form *form);

/* Whether the goods of a session may go to a country. */
bool hosted_ships_to(struct json_object *session, const char *country);

/* Which kinds of payment method the page offers, when it asks for one. */
bool hosted_takes_card(struct json_object *session);
bool hosted_takes_debit(struct json_object *session);

/* Whether a form pays by debit and not by card. */
bool hosted_by_debit(struct json_object *session,
    const struct hosted_form *form);

/* How many days of a subscription are free, 0 for none. */
int64_t hosted_trial_days(struct json_object *session);

/* Shows how often what recurs comes, when something does. */
void hosted_add_interval(struct page_part *top,
    const struct hosted_session *s);

/* Shows a free trial and what comes after it; false when there is none. */
bool hosted_add_trial(struct page_part *top, const struct hosted_session *s);

/* The e-mail address that a session fixes, NULL when the buyer types it. */
const char *hosted_fixed_email(struct json_object *session);

/*
 * Checks a posted form; false when something is wrong, which is then in it.
 * What the buyer gave goes to *payer, loans of form and session.
 */
bool hosted_form_check(struct hosted_form *form,
    const struct hosted_session *s, int64_t now, struct session_payer *payer);

/* Shows the form of an open session. */
enum till_err hosted_show_form(struct hosted *hosted,
    const struct hosted_session *s, const struct hosted_form *form,
    struct http_response *res, struct till_error *e);

/*
 * Has the answer to a buyer who has paid wait until the first tries to tell
 * webhook endpoints of it are over, ten seconds at most.  hosted_holds() is
 * the program's holds().
 */
void hosted_wait(struct hosted *hosted, struct json_object *session,
    struct http_response *res);
bool hosted_holds(void *app, int64_t mark);

/* Shows the challenge that an open session waits for. */
enum till_err hosted_show_challenge(struct hosted *hosted,
    const struct hosted_session *s, struct http_response *res,
    struct till_error *e);

/* Shows that a session is complete or expired, with the way back. */
enum till_err hosted_show_closed(struct hosted *hosted,
    const struct hosted_session *s, struct http_response *res,
    struct till_error *e);

/*
 * GET /b/:id, the address of a payment link: makes a session and leads to
 * it, or says that the link is not active, or no link at all.
 */
http_handler hosted_open_link;

/*
 * Answers the form's question whether its session is still open: {"open",
 * "seconds"}, with how long it is if nobody pays.
 */
enum till_err hosted_answer_state(const struct hosted_session *s,
    struct http_response *res);

/* Shows what an embedded checkout begins with: it asks for the secret. */
enum till_err hosted_show_frame(const struct wording *w,
    struct http_response *res, struct till_error *e);

/*
 * Handlers over a struct hosted: the bank's page of an intent that no session
 * has, ":id" and ":token" being those of its next_action, and the same in a
 * frame of a page with the Payment Element.
 */
http_handler hosted_authenticate, hosted_authenticate_framed;

/* The program's fail(). */
void hosted_fail(void *app, const struct http_request *req,
    const struct till_error *error, struct http_response *res);

/* Hands out the countries, by ICU's names and order for a locale. */
typedef void hosted_take_country(void *arg, const char *code,
    const char *name);
void hosted_each_country(const struct wording *w, hosted_take_country *take,
    void *arg);

/* Whether code is a country's, ISO 3166-1 alpha-2. */
bool hosted_is_country(const char *code);

#endif
