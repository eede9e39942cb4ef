/*
 * rules: what must hold between the parameters of a new checkout session
 * and of a customer session (the reference's create_session_rules and
 * other_rules), after each one has been checked by its own schema.
 *
 * Every rule is a row of rules_table.c, in the order in which they are
 * checked; the first that does not hold is told (behaviour.md 1.4).
 */
#ifndef TILL_SESSIONS_RULES_H
#define TILL_SESSIONS_RULES_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "sessions/items.h"

enum rule_mode {
	IN_PAYMENT = 1,
	IN_SETUP = 2,
	IN_SUBSCRIPTION = 4,
	IN_ANY = 7
};

/* What a row asks of each object that it looks at. */
enum rule_effect {
	RULE_SCHEMA,	  /* nothing more: the schema of params/ holds it */
	RULE_ELSEWHERE,	  /* it needs what only the named module knows */
	RULE_REQUIRED,	  /* first must be given */
	RULE_FORBIDDEN,	  /* first must not be given */
	RULE_NONE_OF,	  /* neither must be given; all that are get named */
	RULE_AT_MOST_ONE, /* not both */
	RULE_EXACTLY_ONE, /* one, and not both */
	RULE_CHECK	  /* whatever check finds */
};

/* When a row applies at all: what a member of the object is. */
struct rule_when {
	const char *member; /* NULL: always */
	const char *is;	    /* one of these, "ios|android"; NULL: given */
	bool or_absent;	    /* also when it is not given */
};

struct rule;

/* A row being applied to one object. */
struct rule_case {
	const struct rule *rule;
	struct json_object *params; /* the whole request */
	struct json_object *object; /* the one looked at */
	const char *place;	    /* its name, "line_items[0]"; "" at top */
	int64_t now;
};

typedef enum till_err rule_check(const struct rule_case *k,
    struct till_error *e);

struct rule {
	const char *name; /* as in the reference; several rows may share it */
	const char *at;	  /* "line_items[].price_data"; "" is the request */
	enum rule_effect effect;
	unsigned modes; /* of enum rule_mode; 0 is any */
	struct rule_when when, unless;
	const char *first, *second;
	const char *text; /* the message, with {names}; NULL: the usual one */
	const char *code; /* of the error, or NULL */
	rule_check *check;
	const char *says; /* the rule in a few words, for documentation */
};

extern const struct rule session_rules[], customer_session_rules[];
extern const size_t session_rules_count, customer_session_rules_count;

/*
 * The rules that need only the parameters.  TILL_EINPUT: the first that does
 * not hold, with the message of behaviour.md 1.3.
 */
enum till_err rules_check(struct json_object *params, int64_t now,
    struct till_error *e);
enum till_err rules_check_customer_session(struct json_object *params,
    int64_t now, struct till_error *e);

/* The rules that need the prices: intervals, currency and the minimum. */
enum till_err rules_check_total(struct json_object *params,
    const struct bill *bill, struct till_error *e);

/* The rules that need the customer. */
enum till_err rules_check_customer(struct json_object *params,
    struct json_object *customer, struct till_error *e);

/*
 * For checks: refuses with the row's message.  member is what is wrong
 * ("" for the object itself), value what {value} stands for, or NULL.
 */
enum till_err rules_refuse(const struct rule_case *k, const char *member,
    const char *value, struct till_error *e);

/* The checks of single rows, see rules_fields.c. */
rule_check rule_items_max, rule_not_none, rule_tax_id_name, rule_expires_soon,
    rule_expires_late, rule_trial_end, rule_anchor, rule_interval,
    rule_adjustable_range, rule_adjustable_quantity, rule_field_key,
    rule_field_key_twice, rule_field_lengths, rule_field_default,
    rule_field_digits, rule_option_value, rule_option_twice,
    rule_option_default, rule_bank_permissions, rule_bank_country,
    rule_one_component;

#endif
