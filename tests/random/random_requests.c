/*
 * random_requests: create-session requests made from the schema, bent, and
 * answered in this process by the whole path of a request.
 *
 *   random_requests SEED FIRST COUNT
 *
 * Request n of a seed is always the same one, whatever the others are, so a
 * failure is seen again by its number alone.  For each request it prints
 *
 *   N KIND STATUS FORM_BYTES BODY_BYTES\n FORM BODY\n
 *
 * for random.test.mjs to judge; KIND is "create", or "read" for what is read
 * back of some of the sessions that were made.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/api.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "form/form.h"
#include "http/internal.h"

#define THREADS 8
#define PAIRS_MAX 600
#define KEY_MAX 300
#define TEXT_MAX (4 * 1024 * 1024)
#define ANSWER_MAX (64 * 1024 * 1024)
#define READ_BACK 12 /* one in so many sessions is read back */

static struct api *api;
static pthread_mutex_t out_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int_fast64_t next_request;
static int64_t end_request;
static uint64_t seed;
static atomic_bool stop;

/* Random numbers: splitmix64, by Sebastiano Vigna, public domain. */
struct dice {
	uint64_t state;
};

static uint64_t
roll(struct dice *d)
{
	uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static size_t
below(struct dice *d, size_t n)
{
	return (size_t)(roll(d) % n);
}

static bool
one_in(struct dice *d, size_t n)
{
	return below(d, n) == 0;
}

#define PICK(d, list) ((list)[below((d), nitems(list))])

/* A form being made: names and values, not yet escaped. */
struct pair {
	char key[KEY_MAX];
	char *value;
};

struct form {
	struct pair pairs[PAIRS_MAX];
	size_t count;
};

static void
form_clear(struct form *f)
{
	while (f->count > 0)
		free(f->pairs[--f->count].value);
}

static void
add(struct form *f, const char *key, const char *value)
{
	struct pair *p = &f->pairs[f->count];

	if (f->count == PAIRS_MAX)
		return;
	(void)text_copy(p->key, sizeof(p->key), key);
	p->value = strdup(value);
	if (p->value == NULL)
		abort();
	f->count++;
}

/* What the database holds, by the name of the parameter that takes it. */
#define KNOWN_MAX 8
static struct known {
	const char *param;
	char ids[KNOWN_MAX][128];
	size_t count;
} known[] = {
	{ .param = "price" }, { .param = "product" }, { .param = "customer" },
	{ .param = "coupon" }, { .param = "promotion_code" },
	{ .param = "shipping_rate" }, { .param = "tax_rates" },
};

static struct known *
known_of(const char *param)
{
	for (size_t i = 0; i < nitems(known); i++)
		if (strcmp(known[i].param, param) == 0)
			return &known[i];
	return NULL;
}

static const char *const hostile[] = { "", " ", "null", "true", "false",
	"True", "0", "-1", "-0", "1", "00", "+1", "1.0", "1e5", "NaN", "inf",
	"0.000000000001", "99999999", "999999999999", "9223372036854775807",
	"9223372036854775808", "-9223372036854775808",
	"170141183460469231731687303715884105728", "0x10", "a", "A", "€",
	"\xf0\x9f\x98\x80",
	"\xe2\x80\xae", /* NOLINT(misc-misleading-bidirectional) */
	"{CHECKOUT_SESSION_ID}",
	"https://shop.example/{CHECKOUT_SESSION_ID}?a=%zz#b",
	"javascript:alert(1)", "http://", "http://[::1", "//x", "<script>",
	"'; DROP TABLE price; --", "\"", "\\", "\n\t\x01", "a@b", "@",
	"a@b.example ", "{\"a\":1}", "[]", "cs_test_", "price_", "price_none",
	"cus_none", "en", "auto", "xx", "eur", "EUR", "jpy", "kwd", "zzz",
	"payment", "subscription", "setup", "embedded", "never", "US" };

/* A text of n times a character, sometimes of several bytes. */
static char *
long_text(struct dice *d)
{
	static const size_t lengths[] = { 40, 41, 50, 51, 120, 200, 201, 255,
		500, 501, 1200, 1201, 5000, 5001, 70000 };
	const char *unit = one_in(d, 4) ? "é" : "x";
	size_t n = PICK(d, lengths), len = strlen(unit);
	char *text = malloc(n * len + 1);

	if (text == NULL)
		abort();
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * len, unit, len);
	text[n * len] = '\0';
	return text;
}

/* Values. */

static void
text_value(struct dice *d, const struct param *p, const char *name, char *out,
    size_t size)
{
	static const char *const words[] = { "A pen", "blue", "Ålesund", "x",
		"2 for 1", "order-6735" };
	static const char *const urls[] = { "https://shop.example/ok",
		"https://shop.example/ok?s={CHECKOUT_SESSION_ID}",
		"http://127.0.0.1:8080/" };
	static const char *const decimals[] = { "12.5", "900", "0.000000000001",
		"1250.25", "7" };
	const struct known *k = known_of(name);

	if (k != NULL && k->count > 0)
		(void)text_copy(out, size, k->ids[below(d, k->count)]);
	else if (p->flags & PARAM_CURRENCY)
		(void)text_copy(out, size, one_in(d, 6) ? "usd" : "eur");
	else if (p->flags & PARAM_EMAIL)
		(void)text_copy(out, size, "ada@shop.example");
	else if ((p->flags & PARAM_URL) || strstr(name, "url") != NULL)
		(void)text_copy(out, size, PICK(d, urls));
	else if (p->flags & PARAM_DECIMAL)
		(void)text_copy(out, size, PICK(d, decimals));
	else
		(void)text_copy(out, size, PICK(d, words));
}

static void
scalar(struct dice *d, const struct param *p, const char *name, char *out,
    size_t size)
{
	int64_t low = p->flags & PARAM_HAS_MIN ? p->min : 0;
	int64_t high = p->flags & PARAM_HAS_MAX ? p->max : 5000;

	switch (p->kind) {
	case PARAM_INTEGER:
		(void)snprintf(out, size, "%" PRId64, one_in(d, 8) ? high :
			one_in(d, 4) ? low :
			low + (int64_t)below(d, (size_t)(high - low) % 5000 +
					 1));
		break;
	case PARAM_NUMBER:
		(void)snprintf(out, size, "%u.%02u", (unsigned)below(d, 101),
		    (unsigned)below(d, 100));
		break;
	case PARAM_BOOLEAN:
		(void)text_copy(out, size, one_in(d, 2) ? "true" : "false");
		break;
	case PARAM_TIMESTAMP:
		(void)snprintf(out, size, "%" PRId64,
		    (int64_t)time(NULL) + 1800 +
			(int64_t)below(d, one_in(d, 3) ? 9000000 : 80000));
		break;
	case PARAM_ENUM:
		(void)text_copy(out, size,
		    p->values[below(d, p->values_count)]);
		break;
	default:
		text_value(d, p, name, out, size);
		break;
	}
}

/* Adds a value for a parameter under key, and for what is within it. */
static void
fill(struct dice *d, struct form *f, const struct param *p, const char *name,
    const char *key)
{
	char inner[2 * KEY_MAX], value[512];

	if (one_in(d, 40)) {
		add(f, key, one_in(d, 2) ? "" : PICK(d, hostile));
		return;
	}
	switch (p->kind) {
	case PARAM_OBJECT:
		for (size_t i = 0; i < p->children_count; i++) {
			const struct param *child = &p->children[i];

			if (!(child->flags & PARAM_REQUIRED) && !one_in(d, 3))
				continue;
			(void)snprintf(inner, sizeof(inner), "%s[%s]", key,
			    child->name);
			fill(d, f, child, child->name, inner);
		}
		break;
	case PARAM_ARRAY:
		for (size_t i = 0, n = 1 + below(d, 3); i < n; i++) {
			(void)snprintf(inner, sizeof(inner), "%s[%zu]", key,
			    i);
			fill(d, f, p->element, name, inner);
		}
		break;
	case PARAM_MAP:
		(void)snprintf(inner, sizeof(inner), "%s[%s]", key,
		    p->flags & PARAM_CURRENCY ? "usd" : "order_id");
		fill(d, f, p->element, name, inner);
		break;
	default:
		scalar(d, p, name, value, sizeof(value));
		add(f, key, value);
		break;
	}
}

/* What nearly works, one of it under every request. */
static const char *const bases[][8][2] = {
	{ { "mode", "payment" }, { "success_url", "https://shop.example/ok" },
	    { "line_items[0][price]", "$price" },
	    { "line_items[0][quantity]", "2" } },
	{ { "mode", "payment" }, { "success_url", "https://shop.example/ok" },
	    { "line_items[0][price_data][currency]", "eur" },
	    { "line_items[0][price_data][unit_amount]", "1250" },
	    { "line_items[0][price_data][product_data][name]", "A pen" },
	    { "line_items[0][quantity]", "1" } },
	{ { "mode", "payment" }, { "ui_mode", "embedded" },
	    { "return_url", "https://shop.example/back" },
	    { "line_items[0][price]", "$price" },
	    { "line_items[0][quantity]", "1" }, { "customer", "$customer" } },
	{ { "mode", "subscription" },
	    { "success_url", "https://shop.example/ok" },
	    { "line_items[0][price_data][currency]", "eur" },
	    { "line_items[0][price_data][unit_amount]", "900" },
	    { "line_items[0][price_data][recurring][interval]", "month" },
	    { "line_items[0][price_data][product_data][name]", "News" },
	    { "line_items[0][quantity]", "1" } },
	{ { "mode", "setup" }, { "success_url", "https://shop.example/ok" },
	    { "currency", "eur" } },
};

static void
start_form(struct dice *d, struct form *f)
{
	const char *const(*base)[2] = bases[below(d, nitems(bases))];

	for (size_t i = 0; i < 8 && base[i][0] != NULL; i++) {
		const char *value = base[i][1];

		if (*value == '$') {
			const struct known *k = known_of(value + 1);

			value = k->ids[below(d, k->count)];
		}
		add(f, base[i][0], value);
	}
}

/* Bends one pair, or two. */
static void
mutate(struct dice *d, struct form *f)
{
	static const char *const tails[] = { "[]", "[0]", "[a]", "[", "]", "x",
		"[-1]", "[999999999]", "[0][0][0]", "[\x80]", "%5B0%5D" };
	struct pair *p, *q, swap;
	char *old;

	if (f->count == 0)
		return;
	p = &f->pairs[below(d, f->count)];
	q = &f->pairs[below(d, f->count)];
	switch (below(d, 9)) {
	case 0: /* gone */
		swap = *p;
		*p = f->pairs[f->count - 1];
		f->pairs[f->count - 1] = swap;
		free(f->pairs[--f->count].value);
		break;
	case 1: /* twice */
		add(f, p->key, PICK(d, hostile));
		break;
	case 2: /* something else's value */
		old = p->value;
		p->value = q->value;
		q->value = old;
		break;
	case 3:
		free(p->value);
		p->value = long_text(d);
		break;
	case 4: /* a name that goes on */
		if (strlen(p->key) + 16 < sizeof(p->key))
			strcat(p->key, PICK(d, tails));
		break;
	case 5: /* a name that ends early */
		p->key[below(d, strlen(p->key) + 1)] = '\0';
		break;
	case 6: /* a slip of the key */
		if (*p->key != '\0')
			p->key[below(d, strlen(p->key))] =
			    (char)(33 + below(d, 90));
		break;
	default:
		old = strdup(PICK(d, hostile));
		if (old == NULL)
			abort();
		free(p->value);
		p->value = old;
		break;
	}
}

/* The form as it is sent, at times bent byte by byte too. */
static void
write_form(struct dice *d, const struct form *f, struct buf *out)
{
	for (size_t i = 0; i < f->count; i++) {
		if (i > 0)
			buf_add_char(out, '&');
		/* Brackets may be escaped or not. */
		if (one_in(d, 3))
			form_escape(out, f->pairs[i].key,
			    strlen(f->pairs[i].key));
		else
			buf_add_text(out, f->pairs[i].key);
		buf_add_char(out, '=');
		form_escape(out, f->pairs[i].value,
		    strlen(f->pairs[i].value));
	}
	while (out->len > 0 && one_in(d, 12)) {
		size_t at = below(d, out->len);

		if (one_in(d, 4))
			out->data[out->len = at] = '\0';
		else
			out->data[at] = (char)(1 + below(d, 255));
	}
}

static void
make_form(struct dice *d, struct buf *out)
{
	const struct params_call *call = params_find("POST",
	    "/v1/checkout/sessions");
	static _Thread_local struct form f;

	if (!one_in(d, 20))
		start_form(d, &f);
	for (size_t n = below(d, 4); n > 0; n--) {
		const struct param *p = &call->params[below(d,
		    call->params_count)];

		fill(d, &f, p, p->name, p->name);
	}
	if (one_in(d, 2))
		for (size_t n = 1 + below(d, 3); n > 0; n--)
			mutate(d, &f);
	write_form(d, &f, out);
	form_clear(&f);
}

/* The way of a request: variables and a body in, an answer out. */
struct talk {
	const struct buf *form;
	size_t read;
	struct buf out;
	struct http_exchange x;
};

static long
talk_read(void *peer, char *bytes, size_t size)
{
	struct talk *t = peer;
	size_t n = t->form->len - t->read;

	n = n < size ? n : size;
	memcpy(bytes, buf_text(t->form) + t->read, n);
	t->read += n;
	return (long)n;
}

static bool
talk_write(void *peer, const char *bytes, size_t len)
{
	buf_add(&((struct talk *)peer)->out, bytes, len);
	return true;
}

/* Sends one request; the answer's body is a loan until the next one. */
static int
send(struct talk *t, const char *method, const char *path,
    const struct buf *form, const char **body)
{
	static const struct http_route routes[] = {
		{ HTTP_GET | HTTP_POST | HTTP_DELETE, "/*", api_handle,
		    1024 * 1024 },
	};
	static const struct http_program program = { .name = "api",
		.routes = routes,
		.routes_count = nitems(routes),
		.fail = api_fail };
	const struct http_server server = { &program, api };
	const struct http_transport transport = { talk_read, talk_write, t };
	char length[64], verb[32], uri[1024], query[1024], key[512];
	char type[] = "CONTENT_TYPE=application/x-www-form-urlencoded";
	char *env[] = { verb, uri, query, type, length, key, NULL };
	const char *mark = strchr(path, '?');

	(void)snprintf(length, sizeof(length), "CONTENT_LENGTH=%zu",
	    form->len);
	(void)snprintf(verb, sizeof(verb), "REQUEST_METHOD=%s", method);
	(void)snprintf(uri, sizeof(uri), "REQUEST_URI=%s", path);
	(void)snprintf(query, sizeof(query), "QUERY_STRING=%s",
	    mark != NULL ? mark + 1 : "");
	(void)snprintf(key, sizeof(key), "HTTP_AUTHORIZATION=Bearer %s",
	    api->secret_key);
	t->form = form;
	t->read = 0;
	buf_reset(&t->out);
	(void)http_exchange_run(&t->x, &server, NULL, env, &transport);
	*body = strstr(buf_text(&t->out), "\r\n\r\n");
	if (*body == NULL || strncmp(t->out.data, "Status: ", 8) != 0)
		abort();
	*body += 4;
	return (int)strtol(t->out.data + 8, NULL, 10);
}

static void
tell(int64_t n, const char *kind, int status, const struct buf *form,
    const char *body)
{
	size_t len = strlen(body);

	pthread_mutex_lock(&out_lock);
	(void)printf("%" PRId64 " %s %d %zu %zu\n", n, kind, status,
	    form->len, len);
	(void)fwrite(buf_text(form), 1, form->len, stdout);
	(void)fwrite(body, 1, len, stdout);
	(void)putchar('\n');
	if (ferror(stdout) != 0)
		atomic_store(&stop, true);
	pthread_mutex_unlock(&out_lock);
}

/* The "id" of an answer; false when it has none. */
static bool
id_of(const char *body, char out[static 128])
{
	struct json_object *o = NULL;
	struct till_error e;
	bool found;

	if (json_parse(body, strlen(body), &o, &e) != TILL_OK)
		return false;
	found = text_copy(out, 128, json_text_or(o, "id", "")) && *out != '\0';
	json_object_put(o);
	return found;
}

/* Reads a session back in one of the ways there are. */
static void
read_back(struct dice *d, struct talk *t, int64_t n, const char *session)
{
	static const char *const ways[] = { "", "/line_items",
		"?expand[]=line_items&expand[]=customer",
		"?expand[]=line_items.data.price.product",
		"?expand[]=total_details.breakdown",
		"/line_items?limit=1&expand[]=data.price.product" };
	static const struct buf nothing;
	struct buf text;
	const char *body;
	int status;

	buf_init(&text, KEY_MAX);
	buf_addf(&text, "/v1/checkout/sessions/%s%s", session, PICK(d, ways));
	status = send(t, "GET", buf_text(&text), &nothing, &body);
	tell(n, "read", status, &text, body);
	buf_free(&text);
}

static void
talk_init(struct talk *t)
{
	http_exchange_init(&t->x);
	buf_init(&t->out, ANSWER_MAX);
}

static void
talk_free(struct talk *t)
{
	http_exchange_free(&t->x);
	buf_free(&t->out);
}

static void *
work(void *arg)
{
	char session[128];
	const char *body;
	struct buf form;
	struct talk t;
	int64_t n;

	(void)arg;
	talk_init(&t);
	buf_init(&form, TEXT_MAX);
	while (!atomic_load(&stop) && (n = atomic_fetch_add(&next_request, 1)) <
		   end_request) {
		struct dice d = { seed * UINT64_C(0x2545f4914f6cdd1d) +
			(uint64_t)n };
		int status;

		buf_reset(&form);
		make_form(&d, &form);
		status = send(&t, "POST", "/v1/checkout/sessions", &form,
		    &body);
		tell(n, "create", status, &form, body);
		if (status == 200 && one_in(&d, READ_BACK) &&
		    id_of(body, session))
			read_back(&d, &t, n, session);
	}
	buf_free(&form);
	talk_free(&t);
	return NULL;
}

/* What requests name.  A call that there is not yet leaves its list empty. */
static const struct {
	const char *param, *path, *form;
} stock[] = {
	{ "price", "/v1/prices", "currency=eur&unit_amount=900"
				 "&product_data[name]=A+pen" },
	{ "price", "/v1/prices", "currency=eur&unit_amount=1250&"
				 "currency_options[usd][unit_amount]=1500&"
				 "product_data[name]=A+book" },
	{ "price", "/v1/prices", "currency=eur&unit_amount=700&"
				 "recurring[interval]=month&"
				 "product_data[name]=News" },
	{ "price", "/v1/prices", "currency=jpy&unit_amount=500&"
				 "product_data[name]=Tea" },
	{ "product", "/v1/products", "name=A+chair" },
	{ "customer", "/v1/customers", "email=ada@shop.example" },
	{ "customer", "/v1/customers", "" },
	{ "coupon", "/v1/coupons", "percent_off=20&duration=once" },
	{ "coupon", "/v1/coupons", "amount_off=300&currency=eur&duration="
				   "forever" },
	{ "promotion_code", "/v1/promotion_codes", "coupon=$coupon" },
	{ "shipping_rate", "/v1/shipping_rates",
	    "display_name=Post&type=fixed_amount&fixed_amount[amount]=490&"
	    "fixed_amount[currency]=eur" },
	{ "tax_rates", "/v1/tax_rates",
	    "display_name=VAT&percentage=19&inclusive=true" },
	{ "tax_rates", "/v1/tax_rates",
	    "display_name=VAT&percentage=7.5&inclusive=false" },
};

static void
fill_stock(struct talk *t)
{
	for (size_t i = 0; i < nitems(stock); i++) {
		struct known *k = known_of(stock[i].param);
		const char *mark = strchr(stock[i].form, '$'), *body;
		struct buf form;

		buf_init(&form, TEXT_MAX);
		buf_add(&form, stock[i].form, mark != NULL ?
			(size_t)(mark - stock[i].form) :
			strlen(stock[i].form));
		if (mark != NULL)
			buf_add_text(&form, known_of(mark + 1)->ids[0]);
		if (send(t, "POST", stock[i].path, &form, &body) == 200 &&
		    id_of(body, k->ids[k->count]))
			k->count++;
		buf_free(&form);
	}
}

static char folder[256];

static const char *
setting(const char *name)
{
	static char db[300];

	(void)snprintf(db, sizeof(db), "%s/api.db", folder);
	if (strcmp(name, "TILL_API_DB") == 0)
		return db;
	if (strcmp(name, "TILL_SECRET_KEY") == 0)
		return "sk_test_random";
	if (strcmp(name, "TILL_API_BASE") == 0)
		return "http://127.0.0.1:12111";
	return NULL;
}

static void
remove_all(void)
{
	static const char *const names[] = { "api.db", "api.db-wal",
		"api.db-shm" };
	char name[300];

	for (size_t i = 0; i < nitems(names); i++) {
		(void)snprintf(name, sizeof(name), "%s/%s", folder, names[i]);
		(void)unlink(name);
	}
	(void)rmdir(folder);
}

/* What is proved here is no disk, so memory may be one. */
static bool
open_all(struct settings **settings)
{
	static const enum setting needs[] = { SETTING_API_BASE,
		SETTING_SECRET_KEY, SETTING_API_DB };
	struct till_error e;

	strcpy(folder, access("/dev/shm", W_OK) == 0 ?
		"/dev/shm/till-random-XXXXXX" : "/tmp/till-random-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return false;
	log_open("random", LOG_ERROR);
	if (settings_load(setting, needs, nitems(needs), settings, &e) !=
		TILL_OK ||
	    api_open(*settings, &api, &e) != TILL_OK) {
		(void)fprintf(stderr, "%s\n", e.message);
		return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct settings *settings = NULL;
	pthread_t threads[THREADS];
	int64_t first, count;
	struct talk t;

	if (argc != 4 || !text_to_int(argv[2], &first) ||
	    !text_to_int(argv[3], &count)) {
		(void)fprintf(stderr, "random_requests SEED FIRST COUNT\n");
		return 2;
	}
	seed = strtoull(argv[1], NULL, 10);
	if (!open_all(&settings)) {
		remove_all();
		return 2;
	}
	talk_init(&t);
	fill_stock(&t);
	atomic_store(&next_request, first);
	end_request = first + count;
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, work, NULL) != 0)
			abort();
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	talk_free(&t);
	api_close(api);
	settings_free(settings);
	remove_all();
	return fflush(stdout) == 0 && !atomic_load(&stop) ? 0 : 1;
}
