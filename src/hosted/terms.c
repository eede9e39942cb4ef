/* terms: what a subscription costs, how often, and from when on. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "hosted/internal.h"
#include "sessions/echo.h"

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
		return (end - json_int_or(session, "created", end) + DAY_S -
			   1) / DAY_S;
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
