/* percent: percentages as whole numbers. */
#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"

bool
percent_of(struct json_object *number, int64_t *out)
{
	/* The text that was sent, for a double would not keep it. */
	const char *text = json_object_get_string(number);
	int64_t value = 0;
	int decimals = 0;
	bool fraction = false;

	if (text == NULL)
		return false;
	for (; *text != '\0'; text++) {
		if (*text == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (*text < '0' || *text > '9' ||
		    decimals == PERCENT_DECIMALS || value > PERCENT_ALL)
			return false;
		value = value * 10 + (*text - '0');
		decimals += fraction;
	}
	for (; decimals < PERCENT_DECIMALS; decimals++)
		value *= 10;
	if (value > PERCENT_ALL)
		return false;
	*out = value;
	return true;
}
