/*
 * transfer: one try of one call over libcurl, for stripe.c alone.
 */
#ifndef TILL_STRIPE_TRANSFER_H
#define TILL_STRIPE_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/buf.h"

/* What stays the same for every try of a call. */
struct transfer_request {
	const char *method;
	const char *url;  /* whole, with the query unless it is a POST */
	const char *body; /* of a POST, else NULL */
	size_t body_len;
	struct curl_slist *headers;
	long connect_ms, try_ms;
};

/* What a try gave. */
struct transfer_result {
	CURLcode code;
	int status; /* 0: no answer */
	int advice; /* Stripe-Should-Retry: 1 true, 0 false, -1 absent */
	bool replayed;
	char request_id[64];
	char reason[CURL_ERROR_SIZE]; /* libcurl's words when it failed */
};

/* Sets what every transfer of a new handle has in common. */
void transfer_prepare(CURL *handle, const char *base);

/* Tries once; body is reset and filled. */
void transfer_try(CURL *handle, const struct transfer_request *request,
    struct buf *body, struct transfer_result *result);

/* Whether to try again, in the order of behaviour.md 3.3. */
bool transfer_again(const struct transfer_result *result);

#endif
