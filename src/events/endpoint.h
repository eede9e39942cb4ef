/*
 * endpoint: the secrets of webhook endpoints and the deliveries to them.  A
 * secret is shown once, when it is made, and stored apart from the endpoint.
 * While one is rolled the old one stays valid for up to a day.
 */
#ifndef TILL_EVENTS_ENDPOINT_H
#define TILL_EVENTS_ENDPOINT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

#define ENDPOINTS_MAX 16 /* behaviour.md 7.4 */
#define ENDPOINT_ROLL_MAX_S 86400 /* of the old secret, behaviour.md 7.3 */
#define ENDPOINT_SECRETS_MAX 8 /* valid at one time */
#define ENDPOINT_SECRET_SIZE 256

/* Makes a new secret, "whsec_…". */
void endpoint_secret_new(char out[static ENDPOINT_SECRET_SIZE]);

/*
 * Gives an endpoint a secret; those it has are valid until the second
 * old_until.  TILL_EINPUT: too many would be valid at one time.
 */
enum till_err endpoint_secret_set(struct store_conn *c, const char *endpoint,
    const char *secret, int64_t now, int64_t old_until,
    struct till_error *e);

/* The secrets that are valid at the second now, newest first. */
struct endpoint_secrets {
	size_t n;
	char secret[ENDPOINT_SECRETS_MAX][ENDPOINT_SECRET_SIZE];
};
enum till_err endpoint_secrets(struct store_conn *c, const char *endpoint,
    int64_t now, struct endpoint_secrets *out, struct till_error *e);

/* How many endpoints there are, enabled or not. */
enum till_err endpoint_count(struct store_conn *c, int64_t *n,
    struct till_error *e);

/* Ends what still waits to be delivered to an endpoint. */
enum till_err endpoint_stop(struct store_conn *c, const char *endpoint,
    struct till_error *e);

/* Forgets the secrets of an endpoint that is deleted, and stops it. */
enum till_err endpoint_forget(struct store_conn *c, const char *endpoint,
    struct till_error *e);

#endif
