/* period: see period.h. */
#include <string.h>

#include "payments/period.h"

#define DAY INT64_C(86400)
#define ERA_DAYS 146097 /* of 400 years, which repeat */
#define ERA_YEARS 400
#define EPOCH_DAYS 719468 /* from the first of March of the year 0 to 1970 */

struct date {
	int64_t year;
	int month, day; /* from 1 on */
};

/* Days since 1970 of a date of the Gregorian calendar, years from March. */
static int64_t
days_of(const struct date *d)
{
	int64_t year = d->month <= 2 ? d->year - 1 : d->year;
	int64_t era = (year >= 0 ? year : year - ERA_YEARS + 1) / ERA_YEARS;
	int64_t of_era = year - era * ERA_YEARS;
	int64_t month = (d->month + 9) % 12;
	int64_t of_year = (153 * month + 2) / 5 + d->day - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - EPOCH_DAYS;
}

static struct date
date_of(int64_t days)
{
	struct date d;
	int64_t shifted = days + EPOCH_DAYS;
	int64_t era = (shifted >= 0 ? shifted : shifted - ERA_DAYS + 1) /
	    ERA_DAYS;
	int64_t of_era = shifted - era * ERA_DAYS;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 -
			   of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	d.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	d.month = (int)(month < 10 ? month + 3 : month - 9);
	d.year = year + era * ERA_YEARS + (d.month <= 2);
	return d;
}

static int
days_in(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	if (month == 2 &&
	    ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
		return 29;
	return days[month - 1];
}

static int64_t
add_months(int64_t from, int64_t months)
{
	int64_t days = from / DAY - (from % DAY < 0);
	struct date d = date_of(days);
	int64_t month = d.year * 12 + d.month - 1 + months;

	d.year = month / 12;
	d.month = (int)(month % 12) + 1;
	if (d.day > days_in(d.year, d.month))
		d.day = days_in(d.year, d.month);
	return days_of(&d) * DAY + (from - days * DAY);
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
