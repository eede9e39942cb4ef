/* orders: the commands that show orders and set them right. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/money.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "shop/job.h"
#include "shop/reconcile.h"
#include "shop/report.h"
#include "shop/session.h"
#include "shop/shop.h"

#define ORDERS_SHOWN 50
#define ORDERS_MAX 1000000
#define TIME_MAX 32
#define AMOUNT_MAX 64

static const enum setting needs[] = { SETTING_SHOP_DB, SETTING_API_BASE,
	SETTING_SECRET_KEY };

/* Opens the shop for a command, or complains: NULL. */
static struct shop *
open_shop(unsigned parts, struct settings **settings)
{
	struct till_error e;
	void *shop = NULL;

	till_error_clear(&e);
	*settings = cli_settings(needs,
	    (parts & SHOP_API) != 0 ? nitems(needs) : 1);
	if (*settings == NULL)
		return NULL;
	if (shop_open(*settings, parts, &shop, &e) != TILL_OK) {
		(void)cli_fail(&e);
		settings_free(*settings);
		*settings = NULL;
	}
	return shop;
}

static void
close_shop(struct shop *shop, struct settings *settings)
{
	shop_close(shop);
	settings_free(settings);
}

/* The exit status of a failure; the API that is away has its own. */
static int
fail(const struct till_error *e)
{
	(void)cli_fail(e);
	return e->kind == TILL_EUPSTREAM || e->kind == TILL_EBUSY ?
	    CLI_AWAY : CLI_FAILED;
}

static const char *
when(struct json_object *row, const char *name, char out[static TIME_MAX])
{
	time_t at = (time_t)json_int_or(row, name, 0);
	struct tm tm;

	if (at == 0 || gmtime_r(&at, &tm) == NULL ||
	    strftime(out, TIME_MAX, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		text_copy(out, TIME_MAX, "-");
	return out;
}

static const char *
amount(struct json_object *row, char out[static AMOUNT_MAX])
{
	const char *currency = json_text(row, "currency");

	text_copy(out, AMOUNT_MAX, "-");
	if (currency != NULL && json_get(row, "amount") != NULL)
		money_format_plain(out, AMOUNT_MAX,
		    json_int_or(row, "amount", 0), currency);
	return out;
}

/* A member's text, or "-". */
static const char *
cell(struct json_object *row, const char *name)
{
	return json_text_or(row, name, "-");
}

static void
print_orders(struct json_object *orders)
{
	char time[TIME_MAX], total[AMOUNT_MAX];

	(void)printf("%-24s  %-10s  %12s  %-19s  %s\n", "ORDER", "STATE",
	    "AMOUNT", "CREATED", "WHO");
	for (size_t i = 0; i < json_count(orders); i++) {
		struct json_object *o = json_at(orders, i);
		const char *problem = json_text(o, "problem");

		(void)printf("%-24s  %-10s  %12s  %-19s  %s\n", cell(o, "id"),
		    cell(o, "state"), amount(o, total),
		    when(o, "created", time),
		    json_text_or(o, "email", cell(o, "customer")));
		if (problem != NULL)
			(void)printf("  ! %s\n", problem);
	}
}

/* The words of `till orders`. */
struct orders_words {
	const char *state;
	int64_t limit;
	bool json;
};

static bool
read_words(int argc, char **argv, struct orders_words *words)
{
	enum order_state state;

	*words = (struct orders_words){ .limit = ORDERS_SHOWN };
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0) {
			words->json = true;
		} else if (strcmp(argv[i], "--state") == 0 && i + 1 < argc) {
			words->state = argv[++i];
			if (order_state_find(words->state, &state))
				continue;
			(void)fprintf(stderr,
			    "till: there is no state %s: it is", argv[i]);
			for (int k = 0; k < ORDER_STATE_COUNT; k++)
				(void)fprintf(stderr, " %s",
				    order_state_name((enum order_state)k));
			(void)fputc('\n', stderr);
			return false;
		} else if (strcmp(argv[i], "--limit") == 0 && i + 1 < argc &&
		    text_to_int(argv[i + 1], &words->limit) &&
		    words->limit > 0 && words->limit <= ORDERS_MAX) {
			i++;
		} else {
			(void)cli_usage(argv[0]);
			return false;
		}
	}
	return true;
}

int
cli_orders(int argc, char **argv)
{
	struct orders_words words;
	struct settings *settings;
	struct json_object *orders = NULL;
	struct till_error e;
	struct shop *shop;
	enum till_err err;

	if (!read_words(argc, argv, &words))
		return CLI_USAGE;
	shop = open_shop(SHOP_ORDERS, &settings);
	if (shop == NULL)
		return CLI_FAILED;
	err = report_orders(shop->orders, words.state, words.limit, &orders,
	    &e);
	if (err == TILL_OK && words.json)
		print_json(orders);
	else if (err == TILL_OK)
		print_orders(orders);
	json_object_put(orders);
	close_shop(shop, settings);
	return err == TILL_OK ? cli_flush() : fail(&e);
}

/* Prints a program's output, each line of it set in. */
static void
print_output(const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		(void)fputs("      | ", stdout);
		for (size_t i = 0; i < len; i++)
			(void)fputc((unsigned char)text[i] < ' ' ? '?' :
								   text[i],
			    stdout);
		(void)fputc('\n', stdout);
		text += len + (text[len] == '\n');
	}
}

static void
print_work(struct json_object *jobs)
{
	char time[TIME_MAX];

	for (size_t i = 0; i < json_count(jobs); i++) {
		struct json_object *job = json_at(jobs, i);
		struct json_object *runs = json_get(job, "runs");

		(void)printf("  %-8s %s  %s", cell(job, "kind"),
		    cell(job, "session"), cell(job, "state"));
		if (json_get(job, "due") != NULL)
			(void)printf(", due %s", when(job, "due", time));
		if (json_get(job, "problem") != NULL)
			(void)printf(": %s", cell(job, "problem"));
		(void)fputc('\n', stdout);
		for (size_t k = 0; k < json_count(runs); k++) {
			struct json_object *run = json_at(runs, k);

			(void)printf("    attempt %lld  %s  %s\n",
			    (long long)json_int_or(run, "attempt", 0),
			    when(run, "started", time), cell(run, "result"));
			print_output(json_text_or(run, "output", ""));
		}
	}
}

static void
print_order(struct json_object *o)
{
	struct json_object *history = json_get(o, "history");
	struct json_object *sessions = json_get(o, "sessions");
	char time[TIME_MAX], total[AMOUNT_MAX];

	(void)printf("%s  %s  %s\n", cell(o, "id"), cell(o, "state"),
	    amount(o, total));
	(void)printf("  created %s, profile %s, customer %s, e-mail %s\n",
	    when(o, "created", time), cell(o, "profile"), cell(o, "customer"),
	    cell(o, "email"));
	(void)puts("\nHistory");
	for (size_t i = 0; i < json_count(history); i++) {
		struct json_object *h = json_at(history, i);

		(void)printf("  %s  %-10s  %s: %s\n", when(h, "at", time),
		    cell(h, "to"), cell(h, "source"), cell(h, "why"));
	}
	(void)puts("\nSessions");
	for (size_t i = 0; i < json_count(sessions); i++) {
		struct json_object *s = json_at(sessions, i);

		(void)printf("  %s  %s  %s\n", cell(s, "id"),
		    cell(s, "state"), amount(s, total));
	}
	if (json_count(json_get(o, "work")) > 0)
		(void)puts("\nWork");
	print_work(json_get(o, "work"));
}

static int
show_order(const char *id, bool json)
{
	struct settings *settings;
	struct json_object *order = NULL;
	struct till_error e;
	struct shop *shop = open_shop(SHOP_ORDERS, &settings);
	enum till_err err;

	if (shop == NULL)
		return CLI_FAILED;
	err = report_order(shop->orders, id, &order, &e);
	if (err == TILL_OK && json)
		print_json(order);
	else if (err == TILL_OK)
		print_order(order);
	json_object_put(order);
	close_shop(shop, settings);
	return err == TILL_OK ? cli_flush() : fail(&e);
}

/*
 * Ends the session of an order at the API, so that nobody pays for what is
 * called off; one that has ended already has ended.
 */
static enum till_err
end_session(struct shop *shop, const char *id, struct till_error *e)
{
	struct order *order = NULL;
	enum till_err err = order_by_id(shop->orders, id, &order, e);

	if (err == TILL_OK && order->session != NULL)
		err = session_end(shop, order->session, "command", 0, e);
	order_free(order);
	return err;
}

static int
cancel_order(const char *id)
{
	const struct state_cause cause = { "command", "called off", NULL };
	struct settings *settings;
	struct order_taken taken;
	struct till_error e;
	struct shop *shop = open_shop(SHOP_ORDERS | SHOP_API, &settings);
	enum till_err err;

	if (shop == NULL)
		return CLI_FAILED;
	till_error_clear(&e);
	err = end_session(shop, id, &e);
	if (err == TILL_OK)
		err = order_cancel(shop->orders, id, &cause, &taken, &e);
	close_shop(shop, settings);
	if (err != TILL_OK)
		return fail(&e);
	(void)printf("%s is cancelled\n", id);
	return cli_flush();
}

/* Says of what was paid that it was sent, or given back. */
static int
by_hand(const char *id, enum job_word word)
{
	char file[JOB_LEASE_FILE_MAX], order[ID_MAX] = "";
	struct settings *settings;
	struct till_error e;
	struct shop *shop = open_shop(SHOP_ORDERS, &settings);
	enum till_err err;

	if (shop == NULL)
		return CLI_FAILED;
	till_error_clear(&e);
	job_lease_file(settings_text(settings, SETTING_SHOP_DB), file);
	err = job_by_hand(shop->orders, file, id, word, order, &e);
	close_shop(shop, settings);
	if (err != TILL_OK)
		return fail(&e);
	(void)printf("%s is %s\n", order, word == JOB_SENT ?
		"fulfilled" : "settled: one of its payments was given back");
	return cli_flush();
}

int
cli_order(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "cancel") == 0)
		return cancel_order(argv[2]);
	if (argc == 3 && strcmp(argv[1], "fulfil") == 0)
		return by_hand(argv[2], JOB_SENT);
	if (argc == 3 && strcmp(argv[1], "refunded") == 0)
		return by_hand(argv[2], JOB_REFUNDED);
	if (argc == 3 && strcmp(argv[2], "--json") == 0)
		return show_order(argv[1], true);
	if (argc == 2 && argv[1][0] != '-')
		return show_order(argv[1], false);
	return cli_usage(argv[0]);
}

static void
say(void *arg, const char *session, const struct order_taken *taken)
{
	struct json_object *list = arg, *row;

	if (list == NULL) {
		(void)printf("%s  %s -> %s  (%s)\n", taken->order,
		    order_state_name(taken->from),
		    order_state_name(taken->to), session);
		return;
	}
	row = json_object_new_object();
	json_put_text(row, "order", taken->order);
	json_put_text(row, "session", session);
	json_put_text(row, "from", order_state_name(taken->from));
	json_put_text(row, "to", order_state_name(taken->to));
	json_object_array_add(list, row);
}

int
cli_reconcile(int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
	struct reconcile r = { .source = "till reconcile", .said = say };
	struct json_object *list = NULL;
	struct settings *settings;
	struct till_error e;
	enum till_err err;

	if (argc != 1 && !json)
		return cli_usage(argv[0]);
	r.shop = open_shop(SHOP_ORDERS | SHOP_API, &settings);
	if (r.shop == NULL)
		return CLI_FAILED;
	/* What it changes is printed; it need not be said twice. */
	log_open("till", LOG_ERROR);
	if (json)
		r.arg = list = json_object_new_array();
	till_error_clear(&e);
	err = reconcile_all(&r, &e);
	if (json)
		print_json(list);
	else
		(void)printf("%zu sessions looked at, %zu changed\n", r.asked,
		    r.changed);
	json_object_put(list);
	close_shop(r.shop, settings);
	return err == TILL_OK ? cli_flush() : fail(&e);
}
