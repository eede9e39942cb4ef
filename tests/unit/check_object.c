/* object: new objects and updates, each row compared member by member. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "params/metadata.h"
#include "params/object.h"
#include "params/params.h"

static struct json_object *
parse(const char *text)
{
	struct json_object *value;
	static struct till_error e;

	ck_assert_msg(json_parse(text, strlen(text), &value, &e) == TILL_OK,
	    "%s: %s", text, e.message);
	return value;
}

/* A path through members and elements: "label/type", "custom_fields/0". */
static bool
follow(struct json_object *at, const char *path, struct json_object **out)
{
	char part[64];
	size_t len;

	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		(void)snprintf(part, sizeof(part), "%.*s", (int)len, path);
		if (json_object_is_type(at, json_type_array))
			at = json_object_array_get_idx(at,
			    (size_t)(part[0] - '0'));
		else if (!json_object_is_type(at, json_type_object) ||
		    !json_object_object_get_ex(at, part, &at))
			return false;
	}
	*out = at;
	return true;
}

/* Compares what stands at a path; wanted NULL is nothing there at all. */
static void
same_at(struct json_object *object, const char *path, const char *wanted)
{
	struct json_object *found = NULL;
	bool there = follow(object, path, &found);

	ck_assert_msg(there == (wanted != NULL), "%s is %s", path,
	    there ? "there" : "absent");
	if (there)
		ck_assert_str_eq(json_object_to_json_string_ext(found,
		    JSON_C_TO_STRING_PLAIN), wanted);
}

static const struct {
	const char *type, *given, *path, *wanted;
} made[] = {
	/* Nothing given. */
	{ "checkout.session", "{}", "object", "\"checkout.session\"" },
	{ "checkout.session", "{}", "id", "\"\"" },
	{ "checkout.session", "{}", "created", "0" },
	{ "checkout.session", "{}", "livemode", "false" },
	{ "checkout.session", "{}", "customer", "null" },
	{ "checkout.session", "{}", "amount_total", "null" },
	{ "checkout.session", "{}", "mode", "\"\"" },
	{ "checkout.session", "{}", "metadata", "{}" },
	{ "checkout.session", "{}", "custom_fields", "[]" },
	{ "checkout.session", "{}", "after_expiration", "null" },
	{ "checkout.session", "{}", "automatic_tax", "{\"enabled\":false,"
	    "\"liability\":null,\"status\":null}" },
	{ "checkout.session", "{}", "line_items", NULL },
	{ "checkout.session", "{}", "tax_id_collection", NULL },
	{ "deleted", "{}", "deleted", "true" },
	{ "list", "{}", "data", "[]" },
	{ "subscription", "{}", "items", "{\"object\":\"list\",\"data\":[],"
	    "\"has_more\":false,\"url\":\"\"}" },
	/* Given, and completed inside. */
	{ "checkout.session", "{\"mode\":\"payment\"}", "mode",
	    "\"payment\"" },
	{ "checkout.session", "{\"customer\":\"cus_1\"}", "customer",
	    "\"cus_1\"" },
	{ "checkout.session", "{\"metadata\":{\"a\":\"1\",\"b\":\"\"}}",
	    "metadata", "{\"a\":\"1\"}" },
	{ "checkout.session", "{\"metadata\":null}", "metadata", "{}" },
	{ "checkout.session", "{\"automatic_tax\":{\"enabled\":true}}",
	    "automatic_tax", "{\"enabled\":true,\"liability\":null,"
	    "\"status\":null}" },
	{ "checkout.session", "{\"after_expiration\":{\"recovery\":"
	    "{\"enabled\":true}}}", "after_expiration", "{\"recovery\":{"
	    "\"allow_promotion_codes\":false,\"enabled\":true,"
	    "\"expires_at\":null,\"url\":null}}" },
	{ "checkout.session", "{\"custom_fields\":[{\"key\":\"k\","
	    "\"label\":{\"custom\":\"L\",\"type\":\"custom\"},"
	    "\"type\":\"text\",\"text\":{\"maximum_length\":9}}]}",
	    "custom_fields/0", "{\"key\":\"k\",\"label\":{\"custom\":\"L\","
	    "\"type\":\"custom\"},\"optional\":false,\"text\":{"
	    "\"default_value\":null,\"maximum_length\":9,"
	    "\"minimum_length\":null,\"value\":null},\"type\":\"text\"}" },
	{ "checkout.session", "{\"tax_id_collection\":{\"enabled\":true}}",
	    "tax_id_collection/enabled", "true" },
	{ "coupon", "{\"percent_off\":12.5}", "percent_off", "12.5" },
	{ "coupon", "{\"percent_off\":25}", "percent_off", "25" },
	/* Another kind than the field's is not echoed. */
	{ "checkout.session", "{\"customer\":{\"id\":\"cus_1\"}}",
	    "customer", "null" },
	{ "checkout.session", "{\"line_items\":[{\"price\":\"p\"}]}",
	    "line_items", NULL },
	{ "promotion_code", "{\"coupon\":\"c\"}", "coupon", "{}" },
	{ "checkout.session", "{\"object\":\"price\"}", "object",
	    "\"checkout.session\"" },
	{ "coupon", "{\"currency_options\":{\"eur\":{\"amount_off\":1}}}",
	    "currency_options", NULL },
	{ "checkout.session", "{\"success_url\":5}", "success_url", "null" },
	{ "checkout.session", "{\"foo\":5}", "foo", NULL },
};

START_TEST(made_row)
{
	struct json_object *given = parse(made[_i].given), *object;
	const struct object_type *type = object_find(made[_i].type);

	ck_assert_ptr_nonnull(type);
	object = object_new(type, given);
	json_object_put(given);
	same_at(object, made[_i].path, made[_i].wanted);
	json_object_put(object);
}
END_TEST

/* Fields, in order: all but the optional and includable ones. */
START_TEST(order_is_the_tables)
{
	for (size_t i = 0; i < object_types_count; i++) {
		const struct object_type *type = &object_types[i];
		struct json_object *object = object_new(type, NULL);
		size_t at = 0;

		ck_assert_ptr_eq(object_find(type->name), type);
		json_object_object_foreach(object, key, value) {
			(void)value;
			while ((type->fields[at].flags & (FIELD_OPTIONAL |
			    FIELD_INCLUDABLE)) != 0)
				at++;
			ck_assert_str_eq(key, type->fields[at++].name);
		}
		while (at < type->fields_count)
			ck_assert_uint_ne(type->fields[at++].flags &
			    (FIELD_OPTIONAL | FIELD_INCLUDABLE), 0);
		json_object_put(object);
	}
	ck_assert_ptr_null(object_find("nothing"));
}
END_TEST

START_TEST(includable_alone)
{
	const struct field *field = object_field(object_find("coupon"),
	    "currency_options");
	struct json_object *given = parse("{\"eur\":{\"amount_off\":5}}");
	struct json_object *value;

	ck_assert_ptr_nonnull(field);
	value = object_value(field, given);
	same_at(value, "eur/amount_off", "5");
	json_object_put(value);
	json_object_put(given);
	ck_assert_ptr_null(object_field(object_find("coupon"), "foo"));
}
END_TEST

static const struct {
	const char *type, *stored, *given, *wanted; /* all of it */
} updated[] = {
	{ "product", "{\"name\":\"a\",\"active\":true}", "{}",
	    "{\"name\":\"a\",\"active\":true}" },
	{ "product", "{\"name\":\"a\",\"active\":true}",
	    "{\"name\":\"b\"}", "{\"name\":\"b\",\"active\":true}" },
	{ "product", "{\"description\":\"a\"}", "{\"description\":null}",
	    "{\"description\":null}" },
	{ "product", "{\"images\":[\"a\",\"b\"]}", "{\"images\":[\"c\"]}",
	    "{\"images\":[\"c\"]}" },
	{ "product", "{\"images\":[\"a\"]}", "{\"images\":null}",
	    "{\"images\":[]}" },
	{ "product", "{\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}",
	    "{\"metadata\":{\"a\":\"\",\"c\":\"3\"}}",
	    "{\"metadata\":{\"b\":\"2\",\"c\":\"3\"}}" },
	{ "product", "{\"metadata\":{\"a\":\"1\"}}", "{\"metadata\":null}",
	    "{\"metadata\":{}}" },
	{ "product", "{\"unit_label\":\"a\"}", "{\"unit_label\":null}",
	    "{\"unit_label\":null}" },
	{ "customer", "{\"address\":{\"city\":\"a\",\"line1\":\"b\"}}",
	    "{\"address\":{\"city\":\"c\"}}",
	    "{\"address\":{\"city\":\"c\",\"line1\":\"b\"}}" },
	{ "customer", "{\"address\":null}", "{\"address\":{\"city\":\"c\"}}",
	    "{\"address\":{\"city\":\"c\",\"country\":null,\"line1\":null,"
	    "\"line2\":null,\"postal_code\":null,\"state\":null}}" },
	{ "customer", "{\"address\":{\"city\":\"c\"}}", "{\"address\":null}",
	    "{\"address\":null}" },
	{ "customer", "{\"object\":\"customer\"}",
	    "{\"object\":\"x\",\"foo\":1,\"name\":2}",
	    "{\"object\":\"customer\"}" },
	{ "coupon", "{\"name\":\"a\"}",
	    "{\"currency_options\":{\"eur\":{\"amount_off\":5}}}",
	    "{\"name\":\"a\"}" },
	{ "coupon", "{\"currency_options\":{\"usd\":{\"amount_off\":1}}}",
	    "{\"currency_options\":{\"eur\":{\"amount_off\":5}}}",
	    "{\"currency_options\":{\"usd\":{\"amount_off\":1},"
	    "\"eur\":{\"amount_off\":5}}}" },
};

START_TEST(updated_row)
{
	struct json_object *stored = parse(updated[_i].stored);
	struct json_object *given = parse(updated[_i].given);
	static struct till_error e;

	ck_assert_int_eq(object_update(object_find(updated[_i].type), stored,
	    given, &e), TILL_OK);
	json_object_put(given);
	ck_assert_str_eq(json_object_to_json_string_ext(stored,
	    JSON_C_TO_STRING_PLAIN), updated[_i].wanted);
	json_object_put(stored);
}
END_TEST

START_TEST(update_keeps_metadata_in_bounds)
{
	const struct object_type *type = object_find("customer");
	struct json_object *stored = object_new(type, NULL);
	struct json_object *given = json_object_new_object();
	struct json_object *metadata = json_object_new_object();
	static struct till_error e;
	char key[16];

	json_put(given, "metadata", metadata);
	for (int i = 0; i < METADATA_KEYS_MAX; i++) {
		(void)snprintf(key, sizeof(key), "k%d", i);
		json_put_text(metadata, key, "v");
	}
	ck_assert_int_eq(object_update(type, stored, given, &e), TILL_OK);
	ck_assert_int_eq(object_update(type, stored, NULL, &e), TILL_OK);
	json_object_put(given);
	given = parse("{\"metadata\":{\"k0\":\"\",\"one\":\"v\"}}");
	ck_assert_int_eq(object_update(type, stored, given, &e), TILL_OK);
	json_object_put(given);
	given = parse("{\"metadata\":{\"two\":\"v\"}}");
	ck_assert_int_eq(object_update(type, stored, given, &e), TILL_EINPUT);
	ck_assert_str_eq(e.param, "metadata");
	json_object_put(given);
	json_object_put(stored);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("object");
	Suite *s = suite_create("object");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, made_row, 0, nitems(made));
	tcase_add_test(tc, order_is_the_tables);
	tcase_add_test(tc, includable_alone);
	tcase_add_loop_test(tc, updated_row, 0, nitems(updated));
	tcase_add_test(tc, update_keeps_metadata_in_bounds);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
