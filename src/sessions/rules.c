/* rules: applying the rows of rules_table.c, see rules.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "sessions/rules.h"

#define RECURRING_MAX 20 /* items of each kind in subscription mode */
#define ONE_TIME_MAX 20

/* The usual messages of the effects (behaviour.md 1.3, all seen: O). */
static const char text_required[] = "Missing required param: {param}.";
static const char text_not_in_mode[] =
    "You can not pass `{first}` in `{mode}` mode.";
static const char text_one_only[] =
    "You may only specify one of these parameters: {first}, {second}.";

static unsigned
mode_of(struct json_object *params)
{
	const char *mode = json_text_or(params, "mode", "");

	return strcmp(mode, "payment") == 0 ? IN_PAYMENT :
	    strcmp(mode, "setup") == 0	    ? IN_SETUP :
					      IN_SUBSCRIPTION;
}

static bool
given(const struct rule_case *k, const char *name)
{
	return name != NULL && json_get(k->object, name) != NULL;
}

/* The whole name of a member: "line_items[0][price]". */
static void
name_of(const struct rule_case *k, const char *member,
    char out[static TILL_PARAM_MAX])
{
	if (*k->place == '\0' || *member == '\0')
		(void)snprintf(out, TILL_PARAM_MAX, "%s%s", k->place, member);
	else
		(void)snprintf(out, TILL_PARAM_MAX, "%.180s[%.70s]", k->place,
		    member);
}

/* What a {name} in a message stands for. */
static const char *
meaning(const struct rule_case *k, const char *name, size_t len,
    const char *param, const char *value)
{
	const struct {
		const char *name, *means;
	} words[] = {
		{ "param", param },
		{ "place", k->place },
		{ "first", k->rule->first },
		{ "second", k->rule->second },
		{ "mode", json_text(k->params, "mode") },
		{ "value", value },
	};

	for (size_t i = 0; i < nitems(words); i++)
		if (strlen(words[i].name) == len &&
		    strncmp(words[i].name, name, len) == 0)
			return words[i].means != NULL ? words[i].means : "";
	return "";
}

static enum till_err
refuse(const struct rule_case *k, const char *param, const char *text,
    const char *code, const char *value, struct till_error *e)
{
	enum till_err err;
	struct buf b;

	buf_init(&b, TILL_MESSAGE_MAX);
	while (*text != '\0') {
		size_t plain = strcspn(text, "{"), inner;

		buf_add(&b, text, plain);
		text += plain;
		if (*text == '\0')
			break;
		inner = strcspn(text + 1, "}");
		buf_add_text(&b, meaning(k, text + 1, inner, param, value));
		text += inner + 2;
	}
	err = till_fail(e, TILL_EINPUT, code, param, "%s", buf_text(&b));
	buf_free(&b);
	return err;
}

enum till_err
rules_refuse(const struct rule_case *k, const char *member, const char *value,
    struct till_error *e)
{
	char param[TILL_PARAM_MAX];

	name_of(k, member, param);
	return refuse(k, param, k->rule->text, k->rule->code, value, e);
}

/* Refuses for first, with the row's own message or the usual one. */
static enum till_err
refuse_first(const struct rule_case *k, const char *usual, const char *code,
    struct till_error *e)
{
	char param[TILL_PARAM_MAX];

	name_of(k, k->rule->first, param);
	return refuse(k, param, k->rule->text != NULL ? k->rule->text : usual,
	    k->rule->code != NULL ? k->rule->code : code, NULL, e);
}

/* "cancel_url, success_url": those of the two that were given. */
static enum till_err
check_none_of(const struct rule_case *k, struct till_error *e)
{
	const char *first = k->rule->first, *second = k->rule->second;
	bool one = given(k, first), two = given(k, second);
	char both[TILL_PARAM_MAX];

	if (!one && !two)
		return TILL_OK;
	(void)snprintf(both, sizeof(both), "%s%s%s", one ? first : "",
	    one && two ? ", " : "", two ? second : "");
	return rules_refuse(k, one ? first : second, both, e);
}

static enum till_err
apply(const struct rule_case *k, struct till_error *e)
{
	const struct rule *r = k->rule;

	switch (r->effect) {
	case RULE_REQUIRED:
		return given(k, r->first) ?
		    TILL_OK :
		    refuse_first(k, text_required, "parameter_missing", e);
	case RULE_FORBIDDEN:
		return given(k, r->first) ?
		    refuse_first(k, text_not_in_mode, NULL, e) :
		    TILL_OK;
	case RULE_NONE_OF:
		return check_none_of(k, e);
	case RULE_EXACTLY_ONE:
		if (!given(k, r->first) && !given(k, r->second))
			return refuse_first(k, text_required,
			    "parameter_missing", e);
		/* FALLTHROUGH */
	case RULE_AT_MOST_ONE:
		return given(k, r->first) && given(k, r->second) ?
		    refuse_first(k, text_one_only, NULL, e) :
		    TILL_OK;
	case RULE_CHECK:
		return r->check(k, e);
	default:
		return TILL_OK;
	}
}

/* Whether text is one of the words between the bars of list. */
static bool
is_one_of(const char *text, const char *list)
{
	size_t len = strlen(text);

	while (*list != '\0') {
		size_t word = strcspn(list, "|");

		if (word == len && strncmp(list, text, len) == 0)
			return true;
		list += word + (list[word] == '|');
	}
	return false;
}

static bool
holds(const struct rule_when *when, struct json_object *object)
{
	struct json_object *value = json_get(object, when->member);

	if (value == NULL)
		return when->or_absent;
	return when->is == NULL ||
	    is_one_of(json_object_get_string(value), when->is);
}

static bool
applies(const struct rule_case *k)
{
	const struct rule *r = k->rule;

	return (r->when.member == NULL || holds(&r->when, k->object)) &&
	    (r->unless.member == NULL || !holds(&r->unless, k->object));
}

/* A step of a row's way to its objects. */
static enum till_err walk(const struct rule_case *k, const char *at,
    struct till_error *e);

static enum till_err
walk_elements(const struct rule_case *k, struct json_object *array,
    const char *name, const char *rest, struct till_error *e)
{
	enum till_err err = TILL_OK;
	char place[TILL_PARAM_MAX];

	for (size_t i = 0; err == TILL_OK && i < json_count(array); i++) {
		struct rule_case each = *k;

		(void)snprintf(place, sizeof(place), "%.200s[%zu]", name, i);
		each.object = json_at(array, i);
		each.place = place;
		err = walk(&each, rest, e);
	}
	return err;
}

/* Applies the row to each object that the rest of its way leads to. */
static enum till_err
walk(const struct rule_case *k, const char *at, struct till_error *e)
{
	size_t len = strcspn(at, "."), plain = len;
	const char *rest = at + len + (at[len] == '.');
	char member[TILL_PARAM_MAX], name[TILL_PARAM_MAX];
	struct rule_case inner = *k;
	bool each;

	if (len == 0)
		return applies(k) ? apply(k, e) : TILL_OK;
	each = at[len - 1] == ']';
	if (each)
		plain -= strlen("[]");
	if (plain >= sizeof(member))
		plain = sizeof(member) - 1;
	memcpy(member, at, plain);
	member[plain] = '\0';
	inner.object = json_get(k->object, member);
	/* Most of what rows are about is not given: names are for the rest. */
	if (inner.object == NULL)
		return TILL_OK;
	name_of(k, member, name);
	inner.place = name;
	return each ? walk_elements(k, inner.object, name, rest, e) :
		      walk(&inner, rest, e);
}

static enum till_err
check_all(const struct rule *rules, size_t count, struct json_object *params,
    int64_t now, struct till_error *e)
{
	unsigned mode = mode_of(params);
	enum till_err err = TILL_OK;

	for (size_t i = 0; err == TILL_OK && i < count; i++) {
		struct rule_case k = {
			.rule = &rules[i],
			.params = params,
			.object = params,
			.place = "",
			.now = now,
		};

		if (rules[i].effect > RULE_ELSEWHERE &&
		    (rules[i].modes == 0 || (rules[i].modes & mode) != 0))
			err = walk(&k, rules[i].at, e);
	}
	return err;
}

enum till_err
rules_check(struct json_object *params, int64_t now, struct till_error *e)
{
	return check_all(session_rules, session_rules_count, params, now, e);
}

enum till_err
rules_check_customer_session(struct json_object *params, int64_t now,
    struct till_error *e)
{
	return check_all(customer_session_rules, customer_session_rules_count,
	    params, now, e);
}

/* Mark I: built like the text for too little, which is known. */
static const char text_too_large[] =
    "The Checkout Session's total amount due must be no more than %s";

/* Mark I: the rule is known (behaviour.md 5.7), its words are not. */
static const char text_intervals[] =
    "All recurring prices of a Checkout Session must have the same interval.";
/* Mark I: "limited to the payment total", in the reference's words. */
static const char text_fee[] =
    "The application fee must not be more than the total amount due.";

/* Recurring items are paid together, so they come at the same times. */
static enum till_err
check_intervals(const struct bill *bill, struct till_error *e)
{
	struct json_object *first = NULL;

	for (size_t i = 0; i < bill->count; i++) {
		struct json_object *own = json_get(bill->lines[i].price,
		    "recurring");

		if (own == NULL)
			continue;
		if (first == NULL)
			first = own;
		if (strcmp(json_text_or(own, "interval", ""),
			json_text_or(first, "interval", "")) != 0 ||
		    json_int_or(own, "interval_count", 1) !=
			json_int_or(first, "interval_count", 1))
			return till_fail(e, TILL_EINPUT, NULL, "line_items",
			    "%s", text_intervals);
	}
	return TILL_OK;
}

static enum till_err
check_fee(struct json_object *params, const struct bill *bill,
    struct till_error *e)
{
	struct json_object *data = json_get(params, "payment_intent_data");

	return json_int_or(data, "application_fee_amount", 0) <=
		bill->total ?
	    TILL_OK :
	    till_fail(e, TILL_EINPUT, NULL,
		"payment_intent_data[application_fee_amount]", "%s",
		text_fee);
}

enum till_err
rules_check_total(struct json_object *params, const struct bill *bill,
    struct till_error *e)
{
	int64_t minimum = money_minimum(bill->currency);
	int64_t maximum = money_maximum(bill->currency);
	char text[80];

	if (bill->total > maximum) {
		money_format_limit(text, sizeof(text), maximum, bill->currency);
		return till_fail(e, TILL_EINPUT, "amount_too_large", NULL,
		    text_too_large, text);
	}
	if (mode_of(params) == IN_SUBSCRIPTION) {
		if (bill->recurring == 0)
			return till_fail(e, TILL_EINPUT, NULL, "line_items",
			    "You must provide at least one recurring price in "
			    "`subscription` mode when using prices.");
		if (bill->recurring > RECURRING_MAX ||
		    bill->one_time > ONE_TIME_MAX)
			return till_fail(e, TILL_EINPUT, NULL, "line_items",
			    "Array line_items exceeded maximum %d allowed "
			    "elements.",
			    RECURRING_MAX);
		return check_intervals(bill, e);
	}
	if (bill->recurring > 0)
		return till_fail(e, TILL_EINPUT, NULL, "line_items",
		    "You specified `payment` mode but passed a recurring "
		    "price. Either switch to `subscription` mode or use only "
		    "one-time prices.");
	if (bill->total > 0 && bill->total < minimum) {
		money_format_limit(text, sizeof(text), minimum, bill->currency);
		return till_fail(e, TILL_EINPUT, "amount_too_small", NULL,
		    "The Checkout Session's total amount due must add up to "
		    "at least %s",
		    text);
	}
	return check_fee(params, bill, e);
}

/*
 * Mark I: that it is refused is known (P), the wording and the parameter
 * are ours.
 */
static const char text_no_address[] =
    "Automatic tax calculation requires a customer with a valid address. "
    "Please set `customer_update[address]` or `customer_update[shipping]` to "
    "`auto`, or add an address to the customer.";

enum till_err
rules_check_customer(struct json_object *params, struct json_object *customer,
    struct till_error *e)
{
	struct json_object *update = json_get(params, "customer_update");

	if (!json_bool_or(json_get(params, "automatic_tax"), "enabled",
		false) ||
	    json_get(customer, "address") != NULL ||
	    strcmp(json_text_or(update, "address", ""), "auto") == 0 ||
	    strcmp(json_text_or(update, "shipping", ""), "auto") == 0)
		return TILL_OK;
	return till_fail(e, TILL_EINPUT, NULL, "automatic_tax", "%s",
	    text_no_address);
}
