/* params_check(): each row is a request and what the API says to it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "form/form.h"
#include "params/decimal.h"
#include "params/params.h"

#define SESSION "POST /v1/checkout/sessions"
#define SESSIONS "GET /v1/checkout/sessions"
#define CUSTOMER "POST /v1/customers"
#define PRICE "POST /v1/prices"
#define EMPTY(name) "You passed an empty string for '" name "'. We assume " \
	"empty values are an attempt to unset a parameter; however '" name \
	"' cannot be unset. You should remove '" name "' from your request " \
	"or supply a non-empty value."

/* The call of "POST /v1/prices"; "none" is a call without parameters. */
static const struct params_call *
find_call(const char *text)
{
	const struct params_call *call;
	char method[8];
	const char *space = strchr(text, ' ');

	if (space == NULL)
		return NULL;
	(void)snprintf(method, sizeof(method), "%.*s", (int)(space - text),
	    text);
	call = params_find(method, space + 1);
	ck_assert_msg(call != NULL, "no call %s", text);
	return call;
}

/* Parses and checks; *out is the caller's. */
static enum till_err
check(const char *call, const char *form, struct json_object **out,
    struct till_error *e)
{
	struct json_object *tree;
	enum till_err err;

	till_error_clear(e);
	ck_assert_msg(form_parse(form, strlen(form), &tree, e) == TILL_OK,
	    "%s: %s", form, e->message);
	err = params_check(find_call(call), tree, out, e);
	json_object_put(tree);
	return err;
}

static const struct {
	const char *call, *form, *json;
} accepted[] = {
	{ SESSION, "mode=payment", "{\"mode\":\"payment\"}" },
	{ SESSION, "expires_at=1700000000&mode=setup",
	    "{\"expires_at\":1700000000,\"mode\":\"setup\"}" },
	{ SESSION, "mode=payment&allow_promotion_codes=true",
	    "{\"allow_promotion_codes\":true,\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&automatic_tax[enabled]=false",
	    "{\"automatic_tax\":{\"enabled\":false},\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&expand[]=line_items&expand[]=customer",
	    "{\"expand\":[\"line_items\",\"customer\"],"
	    "\"mode\":\"payment\"}" },
	/* Gaps in a list are closed and its order is that of the indices. */
	{ SESSION, "mode=payment&line_items[7][price]=b&line_items[2][price]=a",
	    "{\"line_items\":[{\"price\":\"a\"},{\"price\":\"b\"}],"
	    "\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&currency=EuR",
	    "{\"currency\":\"eur\",\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&metadata[a]=1&metadata[b]=",
	    "{\"metadata\":{\"a\":\"1\",\"b\":\"\"},\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&metadata=",
	    "{\"metadata\":null,\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&custom_text[submit]=",
	    "{\"custom_text\":{\"submit\":null},\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&success_url=https://x.test/"
	    "?s={CHECKOUT_SESSION_ID}%26a=%7Bb%7D#c",
	    "{\"mode\":\"payment\",\"success_url\":\"https://x.test/"
	    "?s={CHECKOUT_SESSION_ID}&a={b}#c\"}" },
	{ SESSION, "mode=payment&cancel_url=HTTP://127.0.0.1:8080",
	    "{\"cancel_url\":\"HTTP://127.0.0.1:8080\","
	    "\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&cancel_url=http://[::1]:80/",
	    "{\"cancel_url\":\"http://[::1]:80/\",\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&customer_email=a.b%2Bc@x.example",
	    "{\"customer_email\":\"a.b+c@x.example\",\"mode\":\"payment\"}" },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=012.50",
	    "{\"mode\":\"payment\",\"subscription_data\":{"
	    "\"application_fee_percent\":12.5}}" },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=100.00",
	    "{\"mode\":\"payment\",\"subscription_data\":{"
	    "\"application_fee_percent\":100}}" },
	{ SESSION, "mode=payment&line_items[0][price_data][currency]=usd&"
	    "line_items[0][price_data][unit_amount_decimal]=0.000000000001",
	    "{\"line_items\":[{\"price_data\":{\"currency\":\"usd\","
	    "\"unit_amount_decimal\":\"0.000000000001\"}}],"
	    "\"mode\":\"payment\"}" },
	/* Both sides of the clamp; see LIMIT_OUT_OF_RANGE_CLAMPS. */
	{ SESSIONS, "limit=1", "{\"limit\":1}" },
	{ SESSIONS, "limit=100", "{\"limit\":100}" },
	{ SESSIONS, "limit=0", "{\"limit\":1}" },
	{ SESSIONS, "limit=-5", "{\"limit\":1}" },
	{ SESSIONS, "limit=101", "{\"limit\":100}" },
	{ SESSIONS, "created=5", "{\"created\":5}" },
	{ SESSIONS, "created[gte]=5&created[lt]=9",
	    "{\"created\":{\"gte\":5,\"lt\":9}}" },
	/* A filter is compared, not written to: any text will do. */
	{ SESSIONS, "customer_details[email]=foo",
	    "{\"customer_details\":{\"email\":\"foo\"}}" },
	{ PRICE, "currency=usd&tiers[0][up_to]=10&tiers[1][up_to]=inf",
	    "{\"currency\":\"usd\",\"tiers\":[{\"up_to\":10},"
	    "{\"up_to\":\"inf\"}]}" },
	{ PRICE, "currency=usd&currency_options[EUR][unit_amount]=1",
	    "{\"currency\":\"usd\",\"currency_options\":{\"eur\":{"
	    "\"unit_amount\":1}}}" },
	{ "POST /v1/tax_rates", "display_name=VAT&inclusive=true&"
	    "percentage=8.1250", "{\"display_name\":\"VAT\","
	    "\"inclusive\":true,\"percentage\":8.125}" },
	{ "POST /v1/customers/:id", "tax_exempt=&email=a@b.example",
	    "{\"email\":\"a@b.example\",\"tax_exempt\":null}" },
	{ "none", "", "{}" },
};

START_TEST(accepted_row)
{
	struct json_object *out = NULL;
	static struct till_error e;

	ck_assert_msg(check(accepted[_i].call, accepted[_i].form, &out, &e) ==
	    TILL_OK, "%s: %s", accepted[_i].form, e.message);
	ck_assert_str_eq(json_object_to_json_string_ext(out,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE),
	    accepted[_i].json);
	json_object_put(out);
}
END_TEST

static const struct {
	const char *call, *form, *code, *param, *message;
} refused[] = {
	/* Unknown names, before anything else. */
	{ SESSION, "foo=1", "parameter_unknown", "foo",
	    "Received unknown parameter: foo" },
	{ SESSION, "mode=bad&zzzz=1&line_items[0][qqqqq]=2",
	    "parameter_unknown", "zzzz",
	    "Received unknown parameters: zzzz, line_items[0][qqqqq]" },
	{ SESSION, "line_items[0][price_data][unit_amout]=1",
	    "parameter_unknown", "line_items[0][price_data][unit_amout]",
	    "Received unknown parameter: line_items[0][price_data]"
	    "[unit_amout]. Did you mean unit_amount?" },
	{ SESSION, "payment_method_type[]=card", "parameter_unknown",
	    "payment_method_type", "Received unknown parameter: "
	    "payment_method_type. Did you mean payment_method_types?" },
	{ SESSION, "mdoe=payment", "parameter_unknown", "mdoe",
	    "Received unknown parameter: mdoe. Did you mean mode?" },
	{ PRICE, "currency_options[usd][unit_amuont]=1", "parameter_unknown",
	    "currency_options[usd][unit_amuont]", "Received unknown "
	    "parameter: currency_options[usd][unit_amuont]. "
	    "Did you mean unit_amount?" },
	{ SESSION, "Mode=payment", "parameter_unknown", "Mode",
	    "Received unknown parameter: Mode. Did you mean mode?" },
	{ "none", "a=1", "parameter_unknown", "a",
	    "Received unknown parameter: a" },
	/* Required, at its place in the order of declaration. */
	{ SESSION, "", "parameter_missing", "mode",
	    "Missing required param: mode." },
	{ SESSION, "ui_mode=bad", "parameter_missing", "mode",
	    "Missing required param: mode." },
	{ SESSION, "locale=bad", "", "locale", NULL },
	{ SESSION, "automatic_tax[liability][type]=self",
	    "parameter_missing", "automatic_tax[enabled]",
	    "Missing required param: automatic_tax[enabled]." },
	{ SESSION, "custom_fields[0][key]=a&custom_fields[0][type]=text",
	    "parameter_missing", "custom_fields[0][label]",
	    "Missing required param: custom_fields[0][label]." },
	{ SESSIONS, "customer_details[x]=", "parameter_unknown",
	    "customer_details[x]",
	    "Received unknown parameter: customer_details[x]" },
	/* Integers and timestamps. */
	{ SESSION, "line_items[0][quantity]=10.0",
	    "parameter_invalid_integer", "line_items[0][quantity]",
	    "Invalid integer: 10.0" },
	{ SESSION, "line_items[0][quantity]=%2B1",
	    "parameter_invalid_integer", "line_items[0][quantity]",
	    "Invalid integer: +1" },
	{ SESSION, "line_items[0][quantity]=9223372036854775808",
	    "parameter_invalid_integer", "line_items[0][quantity]",
	    "Invalid integer: 9223372036854775808" },
	{ SESSION, "line_items[0][quantity]=9007199254740992",
	    "parameter_invalid_integer", "line_items[0][quantity]",
	    "Invalid integer: 9007199254740992" },
	{ SESSION, "line_items[0][quantity][a]=1",
	    "parameter_invalid_integer", "line_items[0][quantity]",
	    "Invalid integer: {\"a\"=>\"1\"}" },
	{ SESSION, "line_items[0][quantity]=0", "parameter_invalid_integer",
	    "line_items[0][quantity]",
	    "This value must be greater than or equal to 1." },
	{ "POST /v1/customer_sessions", "components[payment_element][enabled]="
	    "true&components[payment_element][features]"
	    "[payment_method_redisplay_limit]=11",
	    "parameter_invalid_integer", "components[payment_element]"
	    "[features][payment_method_redisplay_limit]",
	    "This value must be less than or equal to 10." },
	{ SESSION, "expires_at=2024-06-20T00:00:00Z",
	    "parameter_invalid_integer", "expires_at",
	    "Invalid integer: 2024-06-20T00:00:00Z" },
	{ SESSIONS, "created=x", "parameter_invalid_integer", "created",
	    "Invalid integer: x" },
	{ SESSIONS, "limit=ten", "parameter_invalid_integer", "limit",
	    "Invalid integer: ten" },
	{ PRICE, "currency=usd&tiers[0][up_to]=infinite",
	    "parameter_invalid_integer", "tiers[0][up_to]",
	    "Invalid integer: infinite" },
	/* Booleans. */
	{ SESSION, "allow_promotion_codes=True", "", "allow_promotion_codes",
	    "Invalid boolean: True" },
	{ SESSION, "allow_promotion_codes=1", "", "allow_promotion_codes",
	    "Invalid boolean: 1" },
	/* Enums of one, two and more values. */
	{ SESSION, "mode=bad", "", "mode", "Invalid mode: must be one of "
	    "payment, setup, or subscription" },
	{ SESSION, "customer_creation=bad", "", "customer_creation",
	    "Invalid customer_creation: must be one of always or "
	    "if_required" },
	{ SESSION, "line_items[0][price_data][currency]=usd&line_items[0]"
	    "[price_data][recurring][interval]=eon", "",
	    "line_items[0][price_data][recurring][interval]",
	    "Invalid line_items[0][price_data][recurring][interval]: must be "
	    "one of day, month, week, or year" },
	{ SESSION, "custom_fields[0][key]=a&custom_fields[0][label][custom]=b"
	    "&custom_fields[0][label][type]=c", "",
	    "custom_fields[0][label][type]", "Invalid custom_fields[0][label]"
	    "[type]: must be one of custom" },
	{ "POST /v1/customer_sessions", "components[payment_element][enabled]="
	    "true&components[payment_element][features]"
	    "[payment_method_allow_redisplay_filters][]=x", "",
	    "components[payment_element][features]"
	    "[payment_method_allow_redisplay_filters][0]",
	    "Invalid components[payment_element][features]"
	    "[payment_method_allow_redisplay_filters][0]: must be one of "
	    "always, limited, or unspecified" },
	/* Shapes. */
	{ SESSION, "automatic_tax=1", "", "automatic_tax", "Invalid object" },
	{ SESSION, "line_items=1", "", "line_items", "Invalid array" },
	{ SESSION, "line_items[x][price]=1", "", "line_items",
	    "Invalid array" },
	{ SESSION, "line_items[0]=1", "", "line_items[0]",
	    "Invalid object" },
	{ SESSION, "expand=line_items", "", "expand", "Invalid array" },
	{ SESSION, "metadata=1", "", "metadata", "Invalid object" },
	{ SESSION, "customer[id]=cus_1&customer[x][y]=z", "", "customer",
	    "Invalid string: {\"id\"=>\"cus_1\", \"x\"=>{\"y\"=>\"z\"}}" },
	{ PRICE, "currency=usd&currency_options=1", "", "currency_options",
	    "Invalid object" },
	{ PRICE, "currency=usd&currency_options[eur]=1", "",
	    "currency_options[eur]", "Invalid object" },
	{ SESSION, "discounts[0][coupon]=a&discounts[1][coupon]=b", "",
	    "discounts",
	    "Array discounts exceeded maximum 1 allowed elements." },
	/* Empty strings. */
	{ SESSION, "mode=", "parameter_invalid_empty", "mode",
	    EMPTY("mode") },
	{ SESSION, "line_items[0][price]=", "parameter_invalid_empty",
	    "line_items[0][price]", EMPTY("line_items[0][price]") },
	{ SESSION, "expand[]=", "parameter_invalid_empty", "expand[0]",
	    EMPTY("expand[0]") },
	{ SESSION, "allow_promotion_codes=", "parameter_invalid_empty",
	    "allow_promotion_codes", EMPTY("allow_promotion_codes") },
	{ SESSION, "automatic_tax=", "parameter_invalid_empty",
	    "automatic_tax", EMPTY("automatic_tax") },
	/* Decimals. */
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=ten", "",
	    "subscription_data[application_fee_percent]",
	    "Invalid decimal: ten" },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=1e1", "",
	    "subscription_data[application_fee_percent]",
	    "Invalid decimal: 1e1" },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=1.", "",
	    "subscription_data[application_fee_percent]",
	    "Invalid decimal: 1." },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=1.234", "",
	    "subscription_data[application_fee_percent]",
	    "Invalid decimal: 1.234; must contain at most 2 decimal "
	    "places." },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=100.01", "",
	    "subscription_data[application_fee_percent]",
	    "This value must be less than or equal to 100." },
	{ SESSION, "mode=payment&subscription_data"
	    "[application_fee_percent]=-0.01", "",
	    "subscription_data[application_fee_percent]",
	    "This value must be greater than or equal to 0." },
	{ PRICE, "currency=usd&unit_amount_decimal=1.0000000000001", "",
	    "unit_amount_decimal", "Invalid decimal: 1.0000000000001; must "
	    "contain at most 12 decimal places." },
	{ PRICE, "currency=usd&unit_amount_decimal=x", "",
	    "unit_amount_decimal", "Invalid decimal: x" },
	/* Currencies: the list is long, its beginning is compared. */
	{ SESSION, "currency=xyz", "", "currency", "Invalid currency: xyz. "
	    "Stripe currently supports these currencies: usd, aed, afn, *" },
	{ PRICE, "currency=euro", "", "currency", "Invalid currency: euro. "
	    "Stripe currently supports these currencies: usd, aed, afn, *" },
	{ PRICE, "currency=usd&currency_options[q][unit_amount]=1", "",
	    "currency_options[q]", "Invalid currency: q. Stripe currently "
	    "supports these currencies: usd, aed, afn, *" },
	/* Mail and web addresses. */
	{ SESSION, "customer_email=foo", "email_invalid", "customer_email",
	    "Invalid email address: foo" },
	{ CUSTOMER, "email=a@b", "email_invalid", "email",
	    "Invalid email address: a@b" },
	{ SESSION, "mode=payment&success_url=ok", "url_invalid",
	    "success_url", "Not a valid URL" },
	{ SESSION, "mode=payment&success_url=ftp://x.test", "url_invalid",
	    "success_url", "Not a valid URL" },
	{ SESSION, "mode=payment&success_url=https://", "url_invalid",
	    "success_url", "Not a valid URL" },
	{ SESSION, "mode=payment&success_url=https://x.test/a b",
	    "url_invalid", "success_url", "Not a valid URL" },
	{ SESSION, "mode=payment&success_url=https://x y.test/",
	    "url_invalid", "success_url", "Not a valid URL" },
	{ SESSION, "mode=payment&success_url=https://x.test/%0d%0aa",
	    "url_invalid", "success_url", "Not a valid URL" },
	{ SESSION, "mode=payment&success_url=https://x.test/\xc3\xa9",
	    "url_invalid", "success_url", "Invalid URL: Non-ASCII characters "
	    "in URLs must be percent-encoded in order for the URL to be "
	    "valid." },
	{ "POST /v1/products", "name=a&images[]=x", "url_invalid",
	    "images[0]", "Not a valid URL" },
	/* Metadata. */
	{ SESSION, "metadata[a][b]=c", "", "metadata", "Invalid val: "
	    "{\"b\"=>\"c\"} must be a string under 500 characters" },
	{ SESSION, "metadata[]=a&metadata[x][]=b", "", "metadata",
	    "Invalid val: {\"0\"=>\"b\"} must be a string under 500 "
	    "characters" },
};

/* Compares; a row's message that ends in '*' is only the beginning. */
static void
same_message(const char *message, const char *wanted)
{
	size_t len = strlen(wanted);

	if (len > 0 && wanted[len - 1] == '*')
		ck_assert_msg(strncmp(message, wanted, len - 1) == 0, "%s",
		    message);
	else
		ck_assert_str_eq(message, wanted);
}

START_TEST(refused_row)
{
	struct json_object *out = NULL;
	static struct till_error e;

	ck_assert_int_eq(check(refused[_i].call, refused[_i].form, &out, &e),
	    TILL_EINPUT);
	ck_assert_ptr_null(out);
	ck_assert_str_eq(e.code, refused[_i].code);
	ck_assert_str_eq(e.param, refused[_i].param);
	if (refused[_i].message != NULL)
		same_message(e.message, refused[_i].message);
}
END_TEST

/* Lengths: before, count times unit, so long as fits and one longer. */
static const struct {
	const char *call, *before, *unit;
	size_t fits;
	const char *after, *code, *param, *message;
} lengths[] = {
	{ SESSION, "mode=payment&client_reference_id=", "x", 200, "", "",
	    "client_reference_id", "Invalid string: xxxxxxxxxx...xxxxxxxxxx; "
	    "must be at most 200 characters" },
	{ SESSION, "mode=payment&client_reference_id=", "\xc3\xa9", 200, "",
	    "", "client_reference_id", "Invalid string: "
	    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
	    "\xc3\xa9\xc3\xa9...\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
	    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9; must be at most 200 "
	    "characters" },
	{ SESSION, "mode=payment&payment_intent_data[statement_descriptor]=",
	    "x", 22, "", "", "payment_intent_data[statement_descriptor]",
	    "Invalid string: xxxxxxxxxxxxxxxxxxxxxxx; must be at most 22 "
	    "characters" },
	{ SESSION, "mode=payment&customer=", "x", PARAMS_TEXT_MAX, "", "",
	    "customer", "Invalid string: xxxxxxxxxx...xxxxxxxxxx; must be at "
	    "most 5000 characters" },
	{ SESSION, "mode=payment&success_url=https://x.test/", "x", 4985, "",
	    "url_invalid", "success_url",
	    "Invalid URL: URL must be 5000 characters or less." },
	{ "POST /v1/products", "name=a&images[]=https://x.test/", "x", 2033,
	    "", "url_invalid", "images[0]",
	    "Invalid URL: URL must be 2048 characters or less." },
	{ "POST /v1/checkout/sessions/:id", "metadata[", "k", 40, "]=v", "",
	    "metadata", "Invalid key: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
	    " must be a string under 40 characters" },
	{ "POST /v1/checkout/sessions/:id", "metadata[k]=", "v", 500, "", "",
	    "metadata", "Invalid val: vvvvvvvvvv*" },
};

static char *
long_form(int row, size_t count)
{
	size_t unit = strlen(lengths[row].unit);
	size_t before = strlen(lengths[row].before);
	char *text = malloc(before + unit * count +
	    strlen(lengths[row].after) + 1);

	ck_assert_ptr_nonnull(text);
	strcpy(text, lengths[row].before);
	for (size_t i = 0; i < count; i++)
		memcpy(text + before + i * unit, lengths[row].unit, unit);
	strcpy(text + before + count * unit, lengths[row].after);
	return text;
}

START_TEST(length_row)
{
	char *fits = long_form(_i, lengths[_i].fits);
	char *longer = long_form(_i, lengths[_i].fits + 1);
	struct json_object *out = NULL;
	static struct till_error e;

	ck_assert_msg(check(lengths[_i].call, fits, &out, &e) == TILL_OK,
	    "%s", e.message);
	json_object_put(out);
	ck_assert_int_eq(check(lengths[_i].call, longer, &out, &e),
	    TILL_EINPUT);
	ck_assert_ptr_null(out);
	ck_assert_str_eq(e.code, lengths[_i].code);
	ck_assert_str_eq(e.param, lengths[_i].param);
	same_message(e.message, lengths[_i].message);
	free(longer);
	free(fits);
}
END_TEST

/* Arrays and metadata at their limit and one over it. */
START_TEST(counts)
{
	struct json_object *form = json_object_new_object(), *out;
	struct json_object *metadata = json_object_new_object();
	const struct params_call *call = find_call(
	    "POST /v1/checkout/sessions/:id");
	static struct till_error e;
	char key[16];

	json_put(form, "metadata", metadata);
	for (int i = 0; i <= METADATA_KEYS_MAX; i++) {
		(void)snprintf(key, sizeof(key), "k%d", i);
		json_put_text(metadata, key, i < METADATA_KEYS_MAX ? "v" : "");
	}
	/* The 51st is empty: it takes a key away and does not count. */
	ck_assert_int_eq(params_check(call, form, &out, &e), TILL_OK);
	json_object_put(out);
	json_put_text(metadata, key, "v");
	ck_assert_int_eq(params_check(call, form, &out, &e), TILL_EINPUT);
	ck_assert_str_eq(e.param, "metadata");
	ck_assert_str_eq(e.message,
	    "Metadata can have at most 50 keys; this would be 51.");
	json_object_put(form);
}
END_TEST

START_TEST(metadata_key_with_brackets)
{
	struct json_object *form = json_object_new_object(), *out;
	struct json_object *metadata = json_object_new_object();
	static struct till_error e;

	json_put(form, "metadata", metadata);
	json_put_text(metadata, "a[b]", "v");
	ck_assert_int_eq(params_check(find_call(
	    "POST /v1/checkout/sessions/:id"), form, &out, &e), TILL_EINPUT);
	ck_assert_str_eq(e.message,
	    "Invalid key: a[b] must not contain square brackets");
	json_object_put(form);
}
END_TEST

START_TEST(no_form_is_an_empty_one)
{
	struct json_object *out = NULL;
	static struct till_error e;

	ck_assert_int_eq(params_check(find_call(SESSIONS), NULL, &out, &e),
	    TILL_OK);
	ck_assert_int_eq(json_object_object_length(out), 0);
	json_object_put(out);
	ck_assert_int_eq(params_check(find_call(SESSION), NULL, &out, &e),
	    TILL_EINPUT);
	ck_assert_str_eq(e.code, "parameter_missing");
	ck_assert_ptr_null(params_find("PUT", "/v1/prices"));
	ck_assert_ptr_null(params_find("POST", "/v1/nothing"));
}
END_TEST

/* A table's own sense: one level, then all below it. */
static size_t
count_leaves(const struct param *params, size_t count)
{
	size_t leaves = 0;

	for (size_t i = 0; i < count; i++) {
		const struct param *p = &params[i], *inner = p->element;

		ck_assert_ptr_nonnull(p->name);
		ck_assert((p->kind == PARAM_ENUM) <= (p->values_count > 0));
		for (size_t k = 1; k < p->values_count; k++)
			ck_assert_str_lt(p->values[k - 1], p->values[k]);
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(params[k].name, p->name);
		ck_assert_int_eq(p->kind == PARAM_ARRAY ||
		    p->kind == PARAM_MAP, inner != NULL);
		if (p->children_count > 0)
			leaves += count_leaves(p->children, p->children_count);
		else if (inner != NULL && inner->children_count > 0)
			leaves += count_leaves(inner->children,
			    inner->children_count);
		else
			leaves++;
	}
	return leaves;
}

START_TEST(every_leaf_is_reachable)
{
	for (size_t i = 0; i < params_calls_count; i++) {
		const struct params_call *call = &params_calls[i];

		ck_assert_msg(count_leaves(call->params,
		    call->params_count) == call->leaf_count, "%s %s",
		    call->method, call->path);
		ck_assert_ptr_eq(params_find(call->method, call->path), call);
	}
	ck_assert_uint_eq(find_call(SESSION)->leaf_count, 202);
}
END_TEST

static const struct {
	const char *text;
	bool is;
	size_t decimals;
	int to_hundred; /* compared with 100 */
	const char *plain;
} decimals[] = {
	{ "0", true, 0, -1, "0" },
	{ "-0.00", true, 2, -1, "0" },
	{ "100", true, 0, 0, "100" },
	{ "100.000", true, 3, 0, "100" },
	{ "000100.5", true, 1, 1, "100.5" },
	{ "99.999", true, 3, -1, "99.999" },
	{ "-100.5", true, 1, -1, "-100.5" },
	{ "0.50", true, 2, -1, "0.5" },
	{ "99999999999999999999", true, 0, 1, "99999999999999999999" },
	{ "-99999999999999999999", true, 0, -1, "-99999999999999999999" },
	{ "", false, 0, 0, NULL },
	{ "-", false, 0, 0, NULL },
	{ ".5", false, 0, 0, NULL },
	{ "5.", false, 0, 0, NULL },
	{ "5.5.5", false, 0, 0, NULL },
	{ "+5", false, 0, 0, NULL },
	{ " 5", false, 0, 0, NULL },
	{ "0x5", false, 0, 0, NULL },
};

START_TEST(decimal_row)
{
	char plain[DECIMAL_SIZE];
	size_t found = 0;
	int sign;

	ck_assert_int_eq(decimal_is(decimals[_i].text, &found),
	    decimals[_i].is);
	if (!decimals[_i].is)
		return;
	ck_assert_uint_eq(found, decimals[_i].decimals);
	sign = decimal_compare(decimals[_i].text, 100);
	ck_assert_int_eq((sign > 0) - (sign < 0), decimals[_i].to_hundred);
	ck_assert(decimal_plain(decimals[_i].text, plain));
	ck_assert_str_eq(plain, decimals[_i].plain);
}
END_TEST

START_TEST(decimal_sides_of_a_bound)
{
	char plain[DECIMAL_SIZE], digits[DECIMAL_SIZE + 1];

	ck_assert_int_lt(decimal_compare("-0.01", 0), 0);
	ck_assert_int_gt(decimal_compare("0.01", 0), 0);
	ck_assert_int_eq(decimal_compare("-0.00", 0), 0);
	memset(digits, '1', sizeof(digits));
	digits[DECIMAL_SIZE - 1] = '\0';
	ck_assert(decimal_plain(digits, plain));
	digits[DECIMAL_SIZE - 1] = '1';
	digits[DECIMAL_SIZE] = '\0';
	ck_assert(!decimal_plain(digits, plain));
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("params");
	Suite *s = suite_create("params");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, accepted_row, 0, nitems(accepted));
	tcase_add_loop_test(tc, refused_row, 0, nitems(refused));
	tcase_add_loop_test(tc, length_row, 0, nitems(lengths));
	tcase_add_test(tc, counts);
	tcase_add_test(tc, metadata_key_with_brackets);
	tcase_add_test(tc, no_form_is_an_empty_one);
	tcase_add_test(tc, every_leaf_is_reachable);
	tcase_add_loop_test(tc, decimal_row, 0, nitems(decimals));
	tcase_add_test(tc, decimal_sides_of_a_bound);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
