/*
 * payer: what a buyer gives to a session beside what he pays with, in C and
 * as JSON, in which it waits for the end of a challenge.
 */
#ifndef TILL_SESSIONS_PAYER_H
#define TILL_SESSIONS_PAYER_H

#include <json-c/json.h>
#include <stdbool.h>

#include "base/address.h"
#include "buyer/address_form.h"
#include "payments/method.h"

/* Texts are loans, NULL for none. */
struct session_payer {
	const char *email;
	const char *name;  /* on the card or account */
	const char *phone; /* E.164 */
	struct address address; /* of the bill */
	const char *shipping_name;
	struct address shipping;
	const char *business; /* the name of what the buyer buys for */
	const char *tax_type, *tax_value; /* its tax id */
	const char *promotions; /* consent: "opt_in", "opt_out" */
	const char *terms;	/* consent: "accepted" */
	struct json_object *custom; /* values of custom fields by their keys */
	bool save; /* the buyer wants it kept and shown again */
	struct means means; /* checked; nothing where nothing is to be paid */
};

/* All but the means.  The caller's. */
struct json_object *payer_json(const struct session_payer *payer);

/* The same back, without means; loans of json, which may be NULL. */
struct session_payer payer_of(struct json_object *json);

/* Who the order is for: the business, or the name that was given. */
const char *payer_name(const struct session_payer *payer);

/* Where taxes apply: where goods go, or else where the bill goes. */
const struct address *payer_place(const struct session_payer *payer);

/* What a session asks of every buyer. */
bool payer_ships(struct json_object *session);
bool payer_phones(struct json_object *session);
bool payer_bills(struct json_object *session); /* the whole address */
bool payer_agrees(struct json_object *session); /* to terms of service */
bool payer_promotes(struct json_object *session);

/* {"name","address"} with "phone" where there is one; NULL: no shipping. */
struct json_object *payer_shipping_json(const struct session_payer *payer);

/* Invented texts that stand in room. */
struct payer_room {
	char shipping_code[ADDRESS_SAMPLE_ROOM];
	char billing_code[ADDRESS_SAMPLE_ROOM];
	struct json_object *custom; /* payer_room_free() */
};

/*
 * Invents what a session asks for and the payer lacks: so that a session can
 * be completed without its page.
 */
void payer_invent(struct session_payer *payer, struct json_object *session,
    struct payer_room *room);
void payer_room_free(struct payer_room *room);

#endif
