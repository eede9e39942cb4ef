/* The tables in words: names, help, examples, search and completion. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "form/form.h"
#include "manual/across.h"
#include "manual/complete.h"
#include "manual/example.h"
#include "manual/help.h"
#include "manual/names.h"
#include "manual/pages.h"
#include "manual/search.h"
#include "manual/words.h"

#define TEXT_MAX (1024 * 1024)

/* Names are made from method, path and answer, of any call. */
static const struct {
	struct params_call call;
	const char *resource, *operation, *alias, *path;
	size_t ids;
} names[] = {
	{ { .method = "POST", .path = "/v1/checkout/sessions",
	      .returns = "checkout.session" },
	    "checkout sessions", "create", "", "checkout/sessions/create", 0 },
	{ { .method = "GET", .path = "/v1/checkout/sessions",
	      .returns = "list<checkout.session>" },
	    "checkout sessions", "list", "", "checkout/sessions/list", 0 },
	{ { .method = "GET", .path = "/v1/checkout/sessions/:id",
	      .returns = "checkout.session" },
	    "checkout sessions", "retrieve", "", "checkout/sessions/retrieve",
	    1 },
	{ { .method = "POST", .path = "/v1/checkout/sessions/:id",
	      .returns = "checkout.session" },
	    "checkout sessions", "update", "", "checkout/sessions/update", 1 },
	{ { .method = "GET", .path = "/v1/checkout/sessions/:id/line_items",
	      .returns = "list<item>" },
	    "checkout sessions", "list_line_items", "line_items",
	    "checkout/sessions/list_line_items", 1 },
	{ { .method = "POST", .path = "/v1/checkout/sessions/:id/expire",
	      .returns = "checkout.session" },
	    "checkout sessions", "expire", "", "checkout/sessions/expire", 1 },
	{ { .method = "DELETE", .path = "/v1/products/:id",
	      .returns = "deleted" },
	    "products", "delete", "", "products/delete", 1 },
	{ { .method = "DELETE", .path = "/v1/subscriptions/:id",
	      .returns = "subscription" },
	    "subscriptions", "cancel", "", "subscriptions/cancel", 1 },
	{ { .method = "GET", .path = "/v1/balance", .returns = "balance" },
	    "balance", "retrieve", "", "balance/retrieve", 0 },
	{ { .method = "GET", .path = "/v1/customers/:id/tax_ids/:tax",
	      .returns = "tax_id" },
	    "customers", "retrieve_tax_ids", "tax_ids",
	    "customers/retrieve_tax_ids", 2 },
	{ { .method = "DELETE", .path = "/v1/customers/:id/discount",
	      .returns = "deleted" },
	    "customers", "delete_discount", "discount",
	    "customers/delete_discount", 1 },
};

START_TEST(name_row)
{
	struct call_name name;
	char path[NAMES_MAX];

	names_of(&names[_i].call, &name);
	ck_assert_str_eq(name.resource, names[_i].resource);
	ck_assert_str_eq(name.operation, names[_i].operation);
	ck_assert_str_eq(name.alias, names[_i].alias);
	ck_assert_uint_eq(name.ids, names[_i].ids);
	names_path(&names[_i].call, path);
	ck_assert_str_eq(path, names[_i].path);
}
END_TEST

static const struct {
	const char *resource, *operation, *method, *path; /* NULL: none */
} finds[] = {
	{ "checkout sessions", "create", "POST", "/v1/checkout/sessions" },
	{ "checkout.sessions", "create", "POST", "/v1/checkout/sessions" },
	{ "checkout/sessions", "line_items", "GET",
	    "/v1/checkout/sessions/:id/line_items" },
	{ "customer-sessions", "create", "POST", "/v1/customer_sessions" },
	{ "customer_sessions", "list", NULL, NULL },
	{ "sessions", "create", NULL, NULL },
	{ "", "create", NULL, NULL },
	{ "products", "", NULL, NULL },
};

START_TEST(find_row)
{
	const struct params_call *call = names_find(finds[_i].resource,
	    finds[_i].operation);

	if (finds[_i].path == NULL) {
		ck_assert_ptr_null(call);
		return;
	}
	ck_assert_ptr_nonnull(call);
	ck_assert_str_eq(call->method, finds[_i].method);
	ck_assert_str_eq(call->path, finds[_i].path);
}
END_TEST

START_TEST(every_call_is_found_by_its_name)
{
	struct call_name name;

	for (size_t i = 0; i < params_calls_count; i++) {
		names_of(&params_calls[i], &name);
		ck_assert_ptr_eq(names_find(name.resource, name.operation),
		    &params_calls[i]);
		ck_assert(names_is_resource(name.resource));
		ck_assert(names_begin(name.resource, ""));
		ck_assert(names_begin(name.resource, name.resource));
	}
	ck_assert(names_begin("checkout sessions", "checkout"));
	ck_assert(!names_begin("checkout sessions", "check"));
	ck_assert(!names_begin("checkout", "checkout sessions"));
}
END_TEST

/* What help says about a parameter of a call, on lines of its own. */
static const struct {
	const char *resource, *operation;
	bool returns;
	const char *line;
} helps[] = {
	{ "checkout sessions", "create", false,
	    "\nPOST /v1/checkout/sessions\n" },
	{ "checkout sessions", "create", false,
	    "\nusage: till checkout sessions create [options]\n" },
	{ "checkout sessions", "create", false, "\nParameters (202)\n" },
	{ "checkout sessions", "create", false,
	    "\n  mode                            enum; required. " },
	{ "checkout sessions", "create", false,
	    "\n  client_reference_id             string; at most 200 "
	    "characters." },
	{ "checkout sessions", "create", false, "\n    [0][price]  " },
	{ "checkout sessions", "create", false,
	    "\n  success_url: needed with ui_mode=hosted\n" },
	{ "checkout sessions", "create", false,
	    "\n  --idempotency-key key " },
	{ "checkout sessions", "create", false,
	    "\nAnswers checkout.session (its fields: --help --returns)\n" },
	{ "checkout sessions", "create", true,
	    "\n  amount_total                    integer; may be null\n" },
	{ "checkout sessions", "create", true,
	    "\n  line_items                      list object of item; only "
	    "when expanded\n" },
	{ "checkout sessions", "list", false,
	    "\n  limit                           integer; default 10; from 1 "
	    "to 100\n" },
	{ "checkout sessions", "list", false,
	    "\nAnswers a list of checkout.session " },
	{ "checkout sessions", "expire", false,
	    "\nusage: till checkout sessions expire <id> [options]\n" },
	{ "products", "delete", false, "\nIt takes no parameters.\n" },
	{ "tax_rates", "create", false,
	    "\n  percentage                      decimal; required; " },
};

START_TEST(help_row_says)
{
	const struct params_call *call = names_find(helps[_i].resource,
	    helps[_i].operation);
	struct buf b;

	ck_assert_ptr_nonnull(call);
	buf_init(&b, TEXT_MAX);
	buf_add_char(&b, '\n');
	help_call(&b, call, helps[_i].returns);
	ck_assert(buf_ok(&b));
	ck_assert_msg(strstr(buf_text(&b), helps[_i].line) != NULL,
	    "no line \"%s\"", helps[_i].line);
	buf_free(&b);
}
END_TEST

/* A walk that looks at every named parameter of a call. */
struct walk {
	const char *help;
	size_t count, leaves;
	char (*anchors)[PAGES_ANCHOR_MAX];
};

static void
see(void *arg, const struct words_param *at)
{
	struct walk *w = arg;
	size_t inside;

	ck_assert_str_eq(at->path + strlen(at->path) - strlen(at->name),
	    at->name);
	ck_assert_msg(strstr(w->help, at->name) != NULL, "%s", at->path);
	pages_anchor(at->path, w->anchors[w->count]);
	for (size_t i = 0; i < w->count; i++)
		ck_assert_str_ne(w->anchors[i], w->anchors[w->count]);
	w->count++;
	(void)words_inside(at->param, &inside);
	w->leaves += inside == 0;
}

START_TEST(every_parameter_is_explained)
{
	struct walk w = { .anchors = calloc(1024, PAGES_ANCHOR_MAX) };
	struct buf b;

	ck_assert_ptr_nonnull(w.anchors);
	for (size_t i = 0; i < params_calls_count; i++) {
		const struct params_call *call = &params_calls[i];

		buf_init(&b, TEXT_MAX);
		help_call(&b, call, true);
		ck_assert(buf_ok(&b));
		w.help = buf_text(&b);
		w.count = w.leaves = 0;
		words_walk_params(call->params, call->params_count, see, &w);
		ck_assert_uint_eq(w.leaves, call->leaf_count);
		/* A terminal of 80 columns breaks no line, but those with a
		 * single long word. */
		for (const char *at = w.help; *at != '\0';) {
			size_t len = strcspn(at, "\n");

			ck_assert_msg(len <= 84 ||
			    memchr(at + 36, ' ', len - 36) == NULL, "%.*s",
			    (int)len, at);
			at += len + (at[len] != '\0');
		}
		buf_free(&b);
	}
	free(w.anchors);
}
END_TEST

/* The example of every call is one that its table takes. */
START_TEST(every_example_passes_the_check)
{
	struct json_object *form, *typed;
	struct till_error e;
	struct buf pairs, text;

	for (size_t i = 0; i < params_calls_count; i++) {
		const struct params_call *call = &params_calls[i];
		char *rest = NULL;

		till_error_clear(&e);
		buf_init(&pairs, TEXT_MAX);
		buf_init(&text, TEXT_MAX);
		example_pairs(&pairs, call);
		buf_add_text(&pairs, "");
		for (char *line = strtok_r(pairs.data, "\n", &rest);
		     line != NULL; line = strtok_r(NULL, "\n", &rest)) {
			size_t name = strcspn(line, "=");

			buf_addf(&text, "%s%.*s=", text.len > 0 ? "&" : "",
			    (int)name, line);
			form_escape(&text, line + name + 1,
			    strlen(line + name + 1));
		}
		ck_assert_int_eq(form_parse(buf_text(&text), text.len, &form,
		    &e), TILL_OK);
		ck_assert_msg(params_check(call, form, &typed, &e) == TILL_OK,
		    "%s %s: %s", call->method, call->path, e.message);
		json_object_put(typed);
		json_object_put(form);
		buf_free(&text);
		buf_free(&pairs);
	}
}
END_TEST

static const struct {
	const char *method, *path, *curl, *till;
} examples[] = {
	{ "POST", "/v1/checkout/sessions",
	    "curl \"http://h/v1/checkout/sessions\" \\\n"
	    "  -u \"$TILL_SECRET_KEY:\" \\\n"
	    "  -d mode=payment \\\n"
	    "  --data-urlencode success_url=https://example.com/success \\\n"
	    "  -d \"line_items[0][price]=$price\" \\\n"
	    "  -d \"line_items[0][quantity]=2\"",
	    "till checkout sessions create \\\n"
	    "  -d mode=payment \\\n"
	    "  -d success_url=https://example.com/success \\\n"
	    "  -d \"line_items[0][price]=$price\" \\\n"
	    "  -d \"line_items[0][quantity]=2\"" },
	{ "GET", "/v1/checkout/sessions",
	    "curl -G \"http://h/v1/checkout/sessions\" \\\n"
	    "  -u \"$TILL_SECRET_KEY:\" \\\n  -d limit=3",
	    "till checkout sessions list \\\n  -d limit=3" },
	{ "POST", "/v1/checkout/sessions/:id/expire",
	    "curl -X POST \"http://h/v1/checkout/sessions/$id/expire\" \\\n"
	    "  -u \"$TILL_SECRET_KEY:\"",
	    "till checkout sessions expire $id" },
	{ "DELETE", "/v1/customers/:id",
	    "curl -X DELETE \"http://h/v1/customers/$id\" \\\n"
	    "  -u \"$TILL_SECRET_KEY:\"",
	    "till customers delete $id" },
};

START_TEST(example_row)
{
	const struct params_call *call = params_find(examples[_i].method,
	    examples[_i].path);
	struct buf b;

	buf_init(&b, TEXT_MAX);
	example_curl(&b, call, "http://h");
	ck_assert_str_eq(buf_text(&b), examples[_i].curl);
	buf_reset(&b);
	example_till(&b, call);
	ck_assert_str_eq(buf_text(&b), examples[_i].till);
	buf_free(&b);
}
END_TEST

/* The line as bash cuts it, words with a '|' between; the last is begun. */
static const struct {
	const char *line;
	const char *offers; /* each followed by a newline, in any order */
} completions[] = {
	{ "till|ch", "charges\ncheckout\n" },
	{ "till|co", "completion\ncoupons\n" },
	{ "till|api|check", "checkout\n" },
	{ "till|checkout|", "sessions\n" },
	{ "till|checkout|sessions|",
	    "create\nlist\nretrieve\nupdate\nlist_line_items\nexpire\n" },
	{ "till|checkout|sessions|ex", "expire\n" },
	{ "till|teapots|", "" },
	{ "till|--h", "--help\n" },
	{ "till|checkout|sessions|create|-d|mo", "mode=\n" },
	{ "till|checkout|sessions|create|-d|mode|=",
	    "payment\nsetup\nsubscription\n" },
	{ "till|checkout|sessions|create|-d|mode|=|pa", "payment\n" },
	{ "till|checkout|sessions|create|-d|\"mode=pa", "mode=payment\n" },
	{ "till|checkout|sessions|create|-d|mode=pa|-d|ui_m", "ui_mode=\n" },
	{ "till|checkout|sessions|create|-d|\"line_i", "line_items[0][\n" },
	{ "till|checkout|sessions|create|-d|line_items[",
	    "line_items[0][\n" },
	{ "till|checkout|sessions|create|-d|line_items[12][pri",
	    "line_items[12][price]=\nline_items[12][price_data][\n" },
	{ "till|checkout|sessions|create|-d|line_items\\[0\\]\\[qu",
	    "line_items[0][quantity]=\n" },
	{ "till|checkout|sessions|create|-d|'automatic_tax[en",
	    "automatic_tax[enabled]=\n" },
	{ "till|checkout|sessions|create|-d|automatic_tax[enabled]|=|",
	    "true\nfalse\n" },
	{ "till|checkout|sessions|create|-d|exp", "expand[0]=\n"
						  "expires_at=\n" },
	{ "till|checkout|sessions|create|-d|teapot[", "" },
	{ "till|checkout|sessions|create|-d|teapot|=|x", "" },
	{ "till|prices|create|-d|currency_options[eu",
	    "currency_options[eur][\n" },
	{ "till|checkout|sessions|list|--sta", "--status\n"
					       "--starting-after\n" },
	{ "till|checkout|sessions|list|--status|",
	    "complete\nexpired\nopen\n" },
	{ "till|checkout|sessions|list|--status|=|o", "open\n" },
	{ "till|products|list|--active|=|t", "true\n" },
	{ "till|products|list|--limit|", "" },
	{ "till|checkout|sessions|list|-e|", "data.\n" },
	{ "till|checkout|sessions|list|-e|data.line", "data.line_items\n" },
	{ "till|checkout|sessions|list|-e|data.line_items.data.pri",
	    "data.line_items.data.price.\n" },
	{ "till|checkout|sessions|retrieve|cs_1|--expand|total_details.",
	    "total_details.breakdown\n" },
	{ "till|checkout|sessions|retrieve|cs_1|-e|customer.no.no", "" },
	{ "till|checkout|sessions|retrieve|", "" },
};

START_TEST(completion_row)
{
	static const char *const commands[] = { "api", "clock", "completion" };
	const char *words[32];
	char line[512], *rest = line;
	size_t n = 0;
	struct buf b;

	text_copy(line, sizeof(line), completions[_i].line);
	for (char *c = line;; c++)
		if (*c == '|' || *c == '\0') {
			bool last = *c == '\0';

			*c = '\0';
			words[n++] = rest;
			rest = c + 1;
			if (last)
				break;
		}
	buf_init(&b, COMPLETE_MAX);
	complete(&b, words, n, n - 1, commands, nitems(commands));
	ck_assert_msg(strlen(buf_text(&b)) == strlen(completions[_i].offers),
	    "%s: %s", completions[_i].line, buf_text(&b));
	for (const char *at = completions[_i].offers; *at != '\0';) {
		char one[256];
		size_t len = strcspn(at, "\n") + 1;

		(void)snprintf(one, sizeof(one), "%.*s", (int)len, at);
		ck_assert_msg(strstr(buf_text(&b), one) != NULL, "%s: %s",
		    completions[_i].line, buf_text(&b));
		at += len;
	}
	buf_free(&b);
}
END_TEST

START_TEST(completion_outside)
{
	static const char *const words[] = { "till", "ch" };
	struct buf b;

	buf_init(&b, COMPLETE_MAX);
	complete(&b, words, 2, 0, NULL, 0);
	complete(&b, words, 2, 2, NULL, 0);
	ck_assert_uint_eq(b.len, 0);
	buf_free(&b);
}
END_TEST

static void
keep_first(void *arg, const struct search_hit *hit)
{
	struct search_hit *first = arg;

	if (first->path == NULL)
		*first = *hit;
}

static const struct {
	const char *query;
	const char *where; /* of the first; NULL: nothing is found */
	bool parameter;
} searches[] = {
	{ "client_reference_id", "/v1/checkout/sessions", true },
	{ "Client Reference", "/v1/checkout/sessions", true },
	{ "checkout sessions expire", "/v1/checkout/sessions/:id/expire",
	    false },
	{ "prices", "/v1/prices", false },
	{ "if_required", "/v1/checkout/sessions", true },
	{ "line_items[0][price]", "/v1/checkout/sessions", true },
	{ "teapot", NULL, false },
	{ "", NULL, false },
	{ " [] ", NULL, false },
};

START_TEST(search_row)
{
	struct search_hit first = { .path = NULL };
	size_t count = search(searches[_i].query, 1, keep_first, &first);

	ck_assert_int_eq(count > 0, searches[_i].where != NULL);
	if (count == 0)
		return;
	ck_assert_ptr_nonnull(first.call);
	ck_assert_str_eq(first.call->path, searches[_i].where);
	ck_assert_int_eq(first.param != NULL, searches[_i].parameter);
}
END_TEST

/* Whether a rule's name is one of its call's. */
struct sought {
	const char *name;
	bool found;
};

static void
compare(void *arg, const struct words_param *at)
{
	struct sought *sought = arg;
	size_t len = strlen(at->path);

	/* "custom_fields[0]" stands for what an item of the list is. */
	if (strncmp(at->path, sought->name, len) == 0 &&
	    (sought->name[len] == '\0' ||
		strcmp(sought->name + len, "[0]") == 0))
		sought->found = true;
}

START_TEST(every_rule_names_parameters)
{
	size_t count = 0;

	for (size_t i = 0; i < params_calls_count; i++) {
		const struct params_call *call = &params_calls[i];
		struct across rule;
		size_t at = 0;

		while (across_next(call, &at, &rule)) {
			struct sought sought = { .name = rule.first };

			count++;
			ck_assert(*rule.says != '\0');
			if (*rule.first == '\0')
				continue;
			words_walk_params(call->params, call->params_count,
			    compare, &sought);
			ck_assert_msg(sought.found, "%s", rule.first);
			if (*rule.second == '\0')
				continue;
			sought = (struct sought){ .name = rule.second };
			words_walk_params(call->params, call->params_count,
			    compare, &sought);
			ck_assert_msg(sought.found, "%s", rule.second);
		}
	}
	ck_assert_uint_gt(count, 40);
}
END_TEST

static const struct {
	const char *a, *b;
	size_t edits; /* SIZE_MAX: not near */
} nears[] = {
	{ "list", "list", 0 },
	{ "lsit", "list", 1 },
	{ "retreive", "retrieve", 1 },
	{ "chekcout", "checkout", 1 },
	{ "prise", "prices", 2 },
	{ "ab", "cd", SIZE_MAX },
	{ "", "list", SIZE_MAX },
	{ "create", "expire", SIZE_MAX },
};

START_TEST(near_row)
{
	ck_assert_uint_eq(near_edits(nears[_i].a, nears[_i].b),
	    nears[_i].edits);
	ck_assert_uint_eq(near_edits(nears[_i].b, nears[_i].a),
	    nears[_i].edits);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("manual");
	Suite *s = suite_create("manual");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, name_row, 0, nitems(names));
	tcase_add_loop_test(tc, find_row, 0, nitems(finds));
	tcase_add_test(tc, every_call_is_found_by_its_name);
	tcase_add_loop_test(tc, help_row_says, 0, nitems(helps));
	tcase_add_test(tc, every_parameter_is_explained);
	tcase_add_test(tc, every_example_passes_the_check);
	tcase_add_loop_test(tc, example_row, 0, nitems(examples));
	tcase_add_loop_test(tc, completion_row, 0, nitems(completions));
	tcase_add_test(tc, completion_outside);
	tcase_add_loop_test(tc, search_row, 0, nitems(searches));
	tcase_add_test(tc, every_rule_names_parameters);
	tcase_add_loop_test(tc, near_row, 0, nitems(nears));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
