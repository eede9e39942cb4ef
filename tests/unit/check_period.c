/* period: ends of subscription periods, months without the day included. */
#include <check.h>
#include <stdlib.h>

#include "base/text.h"
#include "payments/period.h"

static const struct {
	int64_t anchor;
	const char *interval;
	int64_t count, n, end;
} rows[] = {
	{ 0, "day", 1, 1, 86400 },
	{ 0, "day", 3, 2, 518400 },
	{ 1700000000, "week", 2, 1, 1701209600 },
	{ 1700000000, "month", 1, 1, 1702592000 }, /* 14 Nov to 14 Dec */
	{ 1706745599, "month", 1, 1, 1709251199 }, /* 31 Jan to 29 Feb 2024 */
	{ 1706745599, "month", 1, 2, 1711929599 }, /* and to 31 Mar again */
	{ 1706745599, "month", 1, 3, 1714521599 }, /* 30 Apr */
	{ 1706745599, "month", 3, 1, 1714521599 },
	{ 1675209599, "month", 1, 1, 1677628799 }, /* 28 Feb 2023 */
	{ 1701388800, "month", 1, 1, 1704067200 }, /* 1 Dec to 1 Jan */
	{ 1703980800, "month", 2, 1, 1709164800 }, /* 31 Dec to 29 Feb */
	{ 1709164800, "year", 1, 1, 1740700800 },  /* 29 Feb to 28 Feb */
	{ 1709164800, "year", 1, 4, 1835395200 },  /* and to 29 Feb 2028 */
	{ 1709164800, "year", 3, 1, 1803772800 },  /* 28 Feb 2027 */
	{ 951782400, "year", 100, 1, 4107456000 }, /* 28 Feb 2100 is its last */
	{ -86400, "month", 1, 1, 2592000 },	   /* 31 Dec 1969 to 31 Jan */
};

START_TEST(end_row)
{
	ck_assert_int_eq(period_end(rows[_i].anchor, rows[_i].interval,
			     rows[_i].count, rows[_i].n),
	    rows[_i].end);
}
END_TEST

/* Every day of four centuries is one day after the day before. */
START_TEST(days_follow)
{
	for (int64_t day = -80000; day < 80000; day++) {
		int64_t year = period_end(day * 86400, "year", 1, 1);
		int64_t month = period_end(day * 86400, "month", 12, 1);

		/* One assertion: each of them is written down, and slow. */
		if (year != month || year < (day + 365) * 86400 ||
		    year > (day + 366) * 86400 ||
		    period_end(day * 86400, "month", 0, 1) != day * 86400)
			ck_abort_msg("day %lld", (long long)day);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("period");
	Suite *s = suite_create("period");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, end_row, 0, nitems(rows));
	tcase_add_test(tc, days_follow);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
