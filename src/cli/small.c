/* small: the commands that are a few lines each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/cli.h"
#include "shop/customer.h"

#define DAY_S 86400
#define DAYS 30
#define DAYS_MAX 3650

int
cli_sign_customer(int argc, char **argv)
{
	static const enum setting needs[] = { SETTING_CUSTOMER_KEY };
	struct settings *settings;
	char value[CUSTOMER_COOKIE_MAX];
	int64_t days = DAYS;
	struct till_error e;
	int status = CLI_OK;

	till_error_clear(&e);
	if (argc != 2 && (argc != 4 || strcmp(argv[2], "--days") != 0))
		return cli_usage(argv[0]);
	if (argc == 4 &&
	    (!text_to_int(argv[3], &days) || days < 1 || days > DAYS_MAX)) {
		(void)fprintf(stderr, "till: --days takes 1 to %d\n",
		    DAYS_MAX);
		return CLI_USAGE;
	}
	settings = cli_settings(needs, nitems(needs));
	if (settings == NULL)
		return CLI_FAILED;
	if (clock_open(settings_text(settings, SETTING_CLOCK), &e) !=
		TILL_OK ||
	    customer_sign(argv[1], clock_now() + days * DAY_S,
		settings_text(settings, SETTING_CUSTOMER_KEY), value,
		sizeof(value), &e) != TILL_OK)
		status = cli_fail(&e);
	else
		(void)puts(value);
	settings_free(settings);
	return status;
}

/* Reads "+25h", "+30m", "+2d", "+90s" or "+3600". */
static bool
read_span(const char *text, int64_t *seconds)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', DAY_S } };
	int64_t unit = 1;
	char digits[16];
	size_t len = strlen(text);

	if (*text != '+' || len < 2 || text[1] == '-' ||
	    len >= sizeof(digits))
		return false;
	text_copy(digits, sizeof(digits), text + 1);
	len = strlen(digits);
	for (size_t i = 0; i < nitems(units); i++)
		if (digits[len - 1] == units[i].letter) {
			unit = units[i].seconds;
			digits[len - 1] = '\0';
			break;
		}
	return text_to_int(digits, seconds) && *seconds <= INT64_MAX / unit &&
	    (*seconds *= unit, true);
}

int
cli_clock(int argc, char **argv)
{
	static const enum setting needs[] = { SETTING_CLOCK };
	struct settings *settings;
	struct till_error e;
	enum till_err err;
	char text[32] = "";
	int64_t by = 0;
	struct tm tm;
	time_t now;

	till_error_clear(&e);
	if (argc > 2 || (argc == 2 && !read_span(argv[1], &by)))
		return cli_usage(argv[0]);
	settings = cli_settings(needs, nitems(needs));
	if (settings == NULL)
		return CLI_FAILED;
	err = clock_open(settings_text(settings, SETTING_CLOCK), &e);
	if (err == TILL_OK && by > 0)
		err = clock_advance(by, &e);
	settings_free(settings);
	if (err != TILL_OK)
		return cli_fail(&e);
	now = (time_t)clock_now();
	if (gmtime_r(&now, &tm) != NULL)
		(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	(void)printf("%s %lld\n", text, (long long)now);
	return CLI_OK;
}
