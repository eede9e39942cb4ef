/* metadata: see metadata.h. */
#include <string.h>

#include "base/text.h"
#include "params/metadata.h"

enum till_err
metadata_count(struct json_object *metadata, const char *param,
    struct till_error *e)
{
	int count = 0;

	json_object_object_foreach(metadata, key, value) {
		(void)key;
		if (json_object_get_string_len(value) > 0)
			count++;
	}
	if (count <= METADATA_KEYS_MAX)
		return TILL_OK;
	/* The real wording was never seen (I). */
	return till_fail(e, TILL_EINPUT, NULL, param,
	    "Metadata can have at most %d keys; this would be %d.",
	    METADATA_KEYS_MAX, count);
}

static enum till_err
check_key(const struct place *at, const char *key, struct till_error *e)
{
	if (key[0] == '\0' || text_chars(key) > METADATA_KEY_MAX)
		return place_fail(at, e, NULL, "Invalid key: %s must be a "
		    "string under %d characters", key, METADATA_KEY_MAX);
	/* Brackets cannot come by form, only by JSON (wording: I). */
	if (strpbrk(key, "[]") != NULL)
		return place_fail(at, e, NULL, "Invalid key: %s must not "
		    "contain square brackets", key);
	return TILL_OK;
}

static enum till_err
check_text(const struct place *at, struct json_object *value,
    struct till_error *e)
{
	enum till_err err;
	struct buf text;

	if (json_object_is_type(value, json_type_string) &&
	    text_chars(json_object_get_string(value)) <= METADATA_VALUE_MAX)
		return TILL_OK;
	buf_init(&text, TILL_MESSAGE_MAX);
	if (json_object_is_type(value, json_type_string))
		buf_add_text(&text, json_object_get_string(value));
	else
		place_inspect(&text, value);
	err = place_fail(at, e, NULL, "Invalid val: %s must be a string under "
	    "%d characters", buf_text(&text), METADATA_VALUE_MAX);
	buf_free(&text);
	return err;
}

/* Checks one pair and adds it to made. */
static enum till_err
add_pair(const struct place *at, const char *key, struct json_object *value,
    struct json_object *made, struct till_error *e)
{
	enum till_err err;

	err = check_key(at, key, e);
	if (err == TILL_OK)
		err = check_text(at, value, e);
	if (err != TILL_OK)
		return err;
	if (json_object_object_add(made, key, json_object_get(value)) != 0) {
		json_object_put(value);
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	}
	return TILL_OK;
}

enum till_err
metadata_check(const struct place *at, struct json_object *value,
    struct json_object **out, struct till_error *e)
{
	struct json_object *made = json_object_new_object();
	char param[TILL_PARAM_MAX];
	enum till_err err = TILL_OK;

	if (made == NULL)
		return till_fail(e, TILL_EMEM, NULL, NULL, "out of memory");
	json_object_object_foreach(value, key, text) {
		err = add_pair(at, key, text, made, e);
		if (err != TILL_OK)
			break;
	}
	if (err == TILL_OK) {
		place_text(at, param);
		err = metadata_count(made, param, e);
	}
	if (err != TILL_OK) {
		json_object_put(made);
		return err;
	}
	*out = made;
	return TILL_OK;
}
