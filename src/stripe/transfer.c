/* transfer: see transfer.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "stripe/transfer.h"

/* Whether an address names this machine: no proxy knows it then. */
static bool
is_local(const char *base)
{
	static const char *const hosts[] = { "://127.0.0.1", "://localhost",
		"://[::1]" };
	const char *at = strstr(base, "://");

	for (size_t i = 0; at != NULL && i < nitems(hosts); i++) {
		size_t len = strlen(hosts[i]);

		if (strncmp(at, hosts[i], len) == 0 &&
		    (at[len] == '\0' || at[len] == ':' || at[len] == '/'))
			return true;
	}
	return false;
}

/* libcurl hands over a piece of the body; any other count stops it. */
static size_t
take(char *bytes, size_t size, size_t n, void *arg)
{
	struct buf *body = arg;

	buf_add(body, bytes, size * n);
	return buf_ok(body) ? size * n : 0;
}

void
transfer_prepare(CURL *handle, const char *base)
{
	/* Threads and signals do not mix: timeouts must not use SIGALRM. */
	curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(handle, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(handle, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(handle, CURLOPT_USERAGENT, "Till");
	curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
	if (is_local(base))
		curl_easy_setopt(handle, CURLOPT_PROXY, "");
}

/* The last answer's header, or NULL; a loan until the next transfer. */
static const char *
header(CURL *handle, const char *name)
{
	struct curl_header *found = NULL;

	if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) !=
	    CURLHE_OK)
		return NULL;
	return found->value;
}

static void
read_headers(CURL *handle, struct transfer_result *result)
{
	const char *id = header(handle, "Request-Id");
	const char *advice = header(handle, "Stripe-Should-Retry");
	const char *replayed = header(handle, "Idempotent-Replayed");

	if (id != NULL)
		text_copy(result->request_id, sizeof(result->request_id), id);
	if (advice != NULL && strcasecmp(advice, "true") == 0)
		result->advice = 1;
	else if (advice != NULL && strcasecmp(advice, "false") == 0)
		result->advice = 0;
	result->replayed = replayed != NULL &&
	    strcasecmp(replayed, "true") == 0;
}

void
transfer_try(CURL *handle, const struct transfer_request *request,
    struct buf *body, struct transfer_result *result)
{
	long status = 0;

	*result = (struct transfer_result){ .advice = -1 };
	buf_reset(body);
	curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, result->reason);
	curl_easy_setopt(handle, CURLOPT_WRITEDATA, body);
	curl_easy_setopt(handle, CURLOPT_URL, request->url);
	curl_easy_setopt(handle, CURLOPT_HTTPHEADER, request->headers);
	curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
	    request->connect_ms);
	curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, request->try_ms);
	if (request->body != NULL) {
		curl_easy_setopt(handle, CURLOPT_POST, 1L);
		curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->body_len);
		curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request->body);
	} else {
		curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
	}
	/* Without a body a DELETE is a GET of another name. */
	curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST,
	    strcmp(request->method, "DELETE") == 0 ? "DELETE" : NULL);
	result->code = curl_easy_perform(handle);
	if (result->code == CURLE_OK) {
		curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
		result->status = (int)status;
		read_headers(handle, result);
	} else if (result->reason[0] == '\0') {
		text_copy(result->reason, sizeof(result->reason),
		    curl_easy_strerror(result->code));
	}
	/* The handle outlives what these point at. */
	curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_setopt(handle, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(handle, CURLOPT_POSTFIELDS, NULL);
}

/* Failures that another try would only repeat. */
static bool
is_final(CURLcode code)
{
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
	case CURLE_WRITE_ERROR: /* the answer is over its limit */
	case CURLE_OUT_OF_MEMORY:
		return true;
	default:
		return false;
	}
}

bool
transfer_again(const struct transfer_result *result)
{
	if (result->code != CURLE_OK)
		return !is_final(result->code);
	if (result->advice >= 0)
		return result->advice == 1;
	return result->status == 409 || result->status >= 500;
}
