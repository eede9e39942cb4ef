/* period: see period.h. */
#define _GNU_SOURCE /* timegm() */
#include <string.h>
#include <time.h>

#include "payments/period.h"

#define DAY INT64_C(86400)

static int
days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	if (month == 1 &&
	    ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
		return 29;
	return days[month];
}

static int64_t
add_months(int64_t from, int64_t months)
{
	time_t start = from;
	struct tm at;
	int64_t month;
	int last;

	if (gmtime_r(&start, &at) == NULL)
		return from;
	month = (at.tm_year + INT64_C(1900)) * 12 + at.tm_mon + months;
	at.tm_year = (int)(month / 12) - 1900;
	at.tm_mon = (int)(month % 12);
	last = days_in((int)(month / 12), at.tm_mon);
	if (at.tm_mday > last)
		at.tm_mday = last;
	return timegm(&at);
}

int64_t
period_end(int64_t anchor, const char *interval, int64_t count, int64_t n)
{
	if (strcmp(interval, "day") == 0)
		return anchor + n * count * DAY;
	if (strcmp(interval, "week") == 0)
		return anchor + n * count * 7 * DAY;
	return add_months(anchor,
	    n * count * (strcmp(interval, "year") == 0 ? 12 : 1));
}
