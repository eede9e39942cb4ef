/*
 * period: when the periods of a subscription begin and end, in seconds UTC.
 */
#ifndef TILL_PAYMENTS_PERIOD_H
#define TILL_PAYMENTS_PERIOD_H

#include <stdint.h>

/*
 * The end of the n-th period (1 for the first) of count intervals ("day",
 * "week", "month", "year") from anchor on.  Months keep the anchor's day and
 * time; a month without that day ends on its last one, and later ones have
 * the anchor's day again.
 */
int64_t period_end(int64_t anchor, const char *interval, int64_t count,
    int64_t n);

#endif
