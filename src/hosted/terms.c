/* terms: what a subscription costs, how often, and from when on. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "hosted/internal.h"
#include "sessions/echo.h"
#include "sessions/pay.h"

#define DAY_S 86400

bool
hosted_every(const struct hosted_session *s, struct json_object *price,
    char out[static WORDING_MAX])
{
	struct json_object *recurring = json_get(price, "recurring");
	const char *interval = json_text(recurring, "interval");
	char key[32];

	if (interval == NULL)
		return false;
	(void)snprintf(key, sizeof(key), "per_%s", interval);
	wording_count(&s->wording, out, key,
	    json_int_or(recurring, "interval_count", 1), NULL, NULL);
	return true;
}

/* The same of what recurs among items; false when nothing does. */
static bool
every(const struct hosted_session *s, char out[static WORDING_MAX])
{
	for (size_t i = 0; i < json_count(s->items); i++)
		if (hosted_every(s, json_get(json_at(s->items, i), "price"),
			out))
			return true;
	return false;
}

void
hosted_add_interval(struct page_part *top, const struct hosted_session *s)
{
	char text[WORDING_MAX];

	if (every(s, text))
		page_set(page_add(top, "INTERVAL"), "EVERY", text);
}

int64_t
hosted_trial_days(struct json_object *session)
{
	struct json_object *data = echo_kept(session, "subscription_data");
	int64_t end = json_int_or(data, "trial_end", 0);

	/* A day that has begun is a whole one. */
	if (end > 0)
		return end > clock_now() ?
		    (end - clock_now() + DAY_S - 1) / DAY_S : 0;
	return json_int_or(data, "trial_period_days", 0);
}

/* What all that recurs costs once the trial is over. */
static bool
sum_recurring(struct json_object *items, int64_t *sum)
{
	struct till_error e;

	*sum = 0;
	for (size_t i = 0; i < json_count(items); i++) {
		struct json_object *item = json_at(items, i);
		struct json_object *price = json_get(item, "price");
		int64_t amount;

		if (json_get(price, "recurring") == NULL)
			continue;
		if (price_amount(price, json_int_or(item, "quantity", 1),
			&amount, &e) != TILL_OK ||
		    !money_add(*sum, amount, sum))
			return false;
	}
	return true;
}

bool
hosted_add_trial(struct page_part *top, const struct hosted_session *s)
{
	const char *currency = json_text_or(s->session, "currency", "");
	int64_t days = hosted_trial_days(s->session), sum;
	int64_t today = json_int_or(s->session, "amount_total", 0);
	char text[WORDING_MAX], interval[WORDING_MAX];
	char then[WORDING_MAX], due[WORDING_MAX];
	struct page_part *part;

	if (days <= 0 || !every(s, interval) || !sum_recurring(s->items, &sum))
		return false;
	part = page_add(top, "TRIAL");
	wording_count(&s->wording, text, "trial_free", days, NULL, NULL);
	page_set(part, "FREE", text);
	wording_money(&s->wording, then, sum, currency);
	wording_money(&s->wording, due, today, currency);
	/* What is bought once is due at once all the same. */
	wording_say(&s->wording, text,
	    today > 0 ? "trial_then_today" : "trial_then", then, interval,
	    today > 0 ? due : NULL);
	page_set(part, "THEN", text);
	return true;
}

/* When a trial ends for who subscribes now. */
static int64_t
trial_end(struct json_object *data)
{
	int64_t end = json_int_or(data, "trial_end", 0);

	return end > 0 ? end :
			 clock_now() +
		DAY_S * json_int_or(data, "trial_period_days", 0);
}

/* The word for what comes of a trial, with a payment method or without. */
static const char *
trial_word(const struct hosted_session *s, struct json_object *data)
{
	const char *missing = json_text_or(json_path(data, "trial_settings",
					       "end_behavior", NULL),
	    "missing_payment_method", "create_invoice");

	if (pay_wants_method(s->session))
		return "trial_terms";
	return strcmp(missing, "cancel") == 0	 ? "trial_ends_cancel" :
		strcmp(missing, "pause") == 0	 ? "trial_ends_pause" :
						   "trial_ends_invoice";
}

/*
 * Says under the button what the merchant calls the subscription, and what a
 * buyer agrees to who begins with a trial, or whose periods begin on a day of
 * the merchant's.
 */
void
hosted_add_terms(struct page_part *top, const struct hosted_session *s)
{
	struct json_object *data = echo_kept(s->session, "subscription_data");
	int64_t anchor = json_int_or(data, "billing_cycle_anchor", 0), sum;
	bool trial = hosted_trial_days(s->session) > 0;
	char interval[WORDING_MAX], amount[WORDING_MAX], day[WORDING_MAX];
	const char *description = json_text(data, "description");
	char text[WORDING_MAX];

	if (description != NULL)
		page_set(page_add(top, "TERMS"), "TEXT", description);
	if ((!trial && anchor <= 0) || !every(s, interval) ||
	    !sum_recurring(s->items, &sum))
		return;
	wording_money(&s->wording, amount, sum,
	    json_text_or(s->session, "currency", ""));
	wording_date(&s->wording, day, trial ? trial_end(data) : anchor);
	wording_say(&s->wording, text,
	    trial ? trial_word(s, data) : "anchor_terms", day, amount,
	    interval);
	page_set(page_add(top, "TERMS"), "TEXT", text);
}
