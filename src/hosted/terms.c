/* terms: what a subscription costs, how often, and from when on. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "hosted/hosted.h"
#include "sessions/echo.h"

#define DAY_S 86400
#define MONEY_MAX 96
#define EVERY_MAX 64

/* "per month", "every 3 months"; false when nothing recurs. */
static bool
every(struct json_object *items, char out[static EVERY_MAX])
{
	for (size_t i = 0; i < json_count(items); i++) {
		struct json_object *recurring = json_path(json_at(items, i),
		    "price", "recurring", NULL);
		const char *interval = json_text(recurring, "interval");
		long long count = json_int_or(recurring, "interval_count", 1);

		if (interval == NULL)
			continue;
		if (count == 1)
			(void)snprintf(out, EVERY_MAX, "per %s", interval);
		else
			(void)snprintf(out, EVERY_MAX, "every %lld %ss",
			    count, interval);
		return true;
	}
	return false;
}

void
hosted_add_interval(struct page_part *top, struct json_object *items)
{
	char text[EVERY_MAX];

	if (every(items, text))
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
	char text[MONEY_MAX], interval[EVERY_MAX];
	struct page_part *part;

	if (days <= 0 || !every(s->items, interval) ||
	    !sum_recurring(s->items, &sum))
		return false;
	part = page_add(top, "TRIAL");
	page_setf(part, "DAYS", days == 1 ? "%lld day" : "%lld days",
	    (long long)days);
	money_format(text, sizeof(text), sum, currency, NULL);
	page_setf(part, "THEN", "%s %s", text, interval);
	/* What is bought once is due at once all the same. */
	if (today > 0) {
		money_format(text, sizeof(text), today, currency, NULL);
		page_set(page_add(part, "TODAY"), "TOTAL", text);
	}
	return true;
}
