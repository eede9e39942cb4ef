/* fulfil: see fulfil.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "shop/fulfil.h"
#include "shop/intent.h"
#include "shop/program.h"
#include "shop/session.h"

#define INPUT_MAX ((size_t)8 * 1024 * 1024)

enum till_err
fulfil_open(struct shop *shop, const atomic_bool *stop, struct fulfil *out,
    struct till_error *e)
{
	static const enum setting programs[] = {
		[JOB_FULFIL] = SETTING_FULFIL,
		[JOB_RELEASE] = SETTING_RELEASE,
	};
	struct till_error cause;
	char host[64] = "";

	*out = (struct fulfil){ .shop = shop,
		.limit_ms = FULFIL_LIMIT_MS,
		.grace_ms = FULFIL_GRACE_MS,
		.stop = stop };
	(void)gethostname(host, sizeof(host) - 1);
	(void)snprintf(out->worker, sizeof(out->worker), "%s:%ld", host,
	    (long)getpid());
	job_lease_file(settings_text(shop->settings, SETTING_SHOP_DB),
	    out->lease_file);
	for (size_t i = 0; i < nitems(programs); i++) {
		const char *path = settings_text(shop->settings, programs[i]);

		out->program[i] = path;
		if (path != NULL && program_check(path, &cause) != TILL_OK)
			return till_fail(e, TILL_EINPUT, NULL,
			    settings_name(programs[i]), "%s: %s",
			    settings_name(programs[i]), cause.message);
	}
	return TILL_OK;
}

/* Whether the API still says what the job is about; NULL, or why not. */
static const char *
complaint(const struct job *job, const struct order *order,
    struct json_object *session)
{
	const char *named = json_text(json_get(session, "metadata"),
	    SESSION_ORDER_METADATA);
	const char *currency = json_text_or(session, "currency", "");
	enum order_state state = session_state(session);

	if (named != NULL && strcmp(named, order->id) != 0)
		return "the API says that the session is of another order";
	if (job->kind == JOB_RELEASE)
		return state == ORDER_EXPIRED || state == ORDER_PROCESSING ||
			intent_failed(session) ?
		    NULL : "the API does not say that the session has ended "
			   "unpaid";
	if (state != ORDER_PAID)
		return "the API does not say that the session is paid";
	if (job->amount >= 0 &&
	    json_int_or(session, "amount_total", -1) != job->amount)
		return "the amount is not what was paid";
	if (job->currency[0] != '\0' && strcmp(currency, job->currency) != 0)
		return "the currency is not what was paid in";
	return NULL;
}

static struct json_object *
order_json(const struct order *order)
{
	struct json_object *json = json_object_new_object(), *cart = NULL;
	struct till_error e;

	json_put_text(json, "id", order->id);
	json_put_text(json, "state", order_state_name(order->state));
	json_put_text(json, "customer", order->customer);
	json_put_text(json, "email", order->email);
	json_put_text(json, "profile", order->profile);
	if (json_parse(order->cart, strlen(order->cart), &cart, &e) ==
	    TILL_OK)
		json_put(json, "cart", cart);
	json_put_int(json, "created", order->created);
	return json;
}

/* {"name","address","phone"} of where goods go; NULL for nowhere. */
static struct json_object *
shipping_json(struct json_object *session)
{
	struct json_object *given = session_shipping(session), *json;

	if (given == NULL)
		return NULL;
	json = json_object_new_object();
	json_put(json, "name", json_object_get(json_get(given, "name")));
	json_put(json, "address",
	    json_object_get(json_get(given, "address")));
	json_put_text(json, "phone",
	    json_text_or(given, "phone",
		json_text(json_get(session, "customer_details"), "phone")));
	return json;
}

/* What the buyer wrote into the shop's own fields, by their keys. */
static struct json_object *
fields_json(struct json_object *session)
{
	struct json_object *fields = json_get(session, "custom_fields");
	struct json_object *json = json_object_new_object();

	for (size_t i = 0; i < json_count(fields); i++) {
		struct json_object *field = json_at(fields, i);
		const char *type = json_text_or(field, "type", "");

		json_put(json, json_text_or(field, "key", ""),
		    json_object_get(json_get(json_get(field, type),
			"value")));
	}
	return json;
}

/* What the program reads. */
static void
write_input(struct buf *out, const struct job *job, const struct order *order,
    struct json_object *session)
{
	struct json_object *json = json_object_new_object();
	struct json_object *items = json_path(session, "line_items", "data",
	    NULL);

	items = items != NULL ? json_object_get(items) :
				json_object_new_array();
	/* It lets a browser pay, and is of no use to anyone else. */
	json_object_object_del(session, "client_secret");
	json_object_object_del(session, "line_items");
	json_put_text(json, "key", job->key);
	json_put_int(json, "attempt", job->attempt);
	json_put_text(json, "kind", job_kind_name(job->kind));
	json_put(json, "order", order_json(order));
	json_put(json, intent_is(job->session) ? "payment_intent" : "session",
	    json_object_get(session));
	json_put(json, "items", items);
	json_put(json, "shipping", shipping_json(session));
	json_put(json, "fields", fields_json(session));
	json_write_plain(out, json);
	buf_add_char(out, '\n');
	json_object_put(json);
}

/* What is kept of a program's output is a text, whatever it printed. */
static void
make_plain(struct buf *output)
{
	if (output->len == 0)
		return;
	text_trim_partial(output->data);
	output->len = strlen(output->data);
	if (text_is_utf8(output->data, output->len))
		return;
	for (size_t i = 0; i < output->len; i++)
		if ((unsigned char)output->data[i] >= 0x80)
			output->data[i] = '?';
}

/* Logs what a program printed, a line each. */
static void
log_output(const struct job *job, const struct buf *output)
{
	const char *at = buf_text(output);

	while (*at != '\0') {
		size_t len = strcspn(at, "\n");

		if (len > 0)
			log_write(LOG_INFO, "%s attempt %lld: %.*s", job->key,
			    (long long)job->attempt, (int)len, at);
		at += len + (at[len] == '\n');
	}
}

/* Reads the order and its session, with all its items, and checks them. */
static enum till_err
prepare(const struct fulfil *f, const struct job *job, struct buf *input,
    struct till_error *e)
{
	struct json_object *session = NULL;
	struct order *order = NULL;
	const char *wrong;
	enum till_err err;

	err = order_by_id(f->shop->orders, job->order, &order, e);
	if (err == TILL_OK) {
		err = session_fetch(f->shop, job->session, true, &session, e);
		if (err == TILL_ENOTFOUND)
			till_fail(e, err, NULL, NULL,
			    "the API does not know the session");
		else if (err == TILL_EUPSTREAM || err == TILL_EBUSY)
			till_fail(e, err, NULL, NULL,
			    "the API could not be asked for the session");
	}
	if (err == TILL_OK) {
		wrong = complaint(job, order, session);
		if (wrong != NULL)
			err = till_fail(e, TILL_ECONFLICT, NULL, NULL, "%s",
			    wrong);
		else
			write_input(input, job, order, session);
	}
	if (err == TILL_OK && !buf_ok(input))
		err = till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_object_put(session);
	order_free(order);
	return err;
}

static enum till_err
run(const struct fulfil *f, struct job *job, struct till_error *e)
{
	struct till_error problem;
	struct buf input, output;
	enum till_err err;
	bool ran = false;

	till_error_clear(&problem);
	buf_init(&input, INPUT_MAX);
	buf_init(&output, PROGRAM_OUTPUT_MAX);
	if (prepare(f, job, &input, &problem) == TILL_OK)
		(void)program_run(
		    &(struct program_run){ .path = f->program[job->kind],
			.argument = job_kind_name(job->kind),
			.input = buf_text(&input),
			.input_len = input.len,
			.held = job->lease,
			.limit_ms = f->limit_ms,
			.stop = f->stop,
			.grace_ms = f->grace_ms },
		    &output, &ran, &problem);
	log_output(job, &output);
	log_write(problem.kind == TILL_OK ? LOG_INFO : LOG_WARN,
	    "%s attempt %lld: %s", job->key, (long long)job->attempt,
	    problem.kind == TILL_OK ? "done" : problem.message);
	make_plain(&output);
	err = job_end(f->shop->orders, job, ran,
	    problem.kind == TILL_OK ? NULL : problem.message,
	    output.len > 0 ? buf_text(&output) : NULL, e);
	buf_free(&input);
	buf_free(&output);
	return err;
}

enum till_err
fulfil_one(const struct fulfil *f, bool *got, struct till_error *e)
{
	bool wanted[JOB_KINDS];
	struct job job;
	enum till_err err;

	for (size_t i = 0; i < JOB_KINDS; i++)
		wanted[i] = f->program[i] != NULL;
	err = job_claim(f->shop->orders, f->lease_file, f->worker, wanted,
	    &job, got, e);
	return err == TILL_OK && *got ? run(f, &job, e) : err;
}
