/*
 * fault: what test mode does to requests of the API when it is asked to, so
 * that a shop can be tried against an API that fails, hangs or is cut off.
 *
 * A fault is planned for the next n requests that fit: of any method and
 * path, or of one method and of paths that begin with a text.  The plans are
 * rows of the API's database, the oldest that fits is taken first, and they
 * survive a restart.  As long as there is none a request pays for one look
 * at a number that all programs share.
 */
#ifndef TILL_API_FAULT_H
#define TILL_API_FAULT_H

#include <json-c/json.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "http/http.h"
#include "store/store.h"

#define FAULT_N_MAX 1000000
#define FAULT_HANG_MS 120000 /* longer than clients wait (behaviour.md 3.3) */
#define FAULT_PATH_MAX 256
#define FAULT_TEXT_MAX 512

/* The numbers that all programs share. */
enum { FAULT_PLANS, FAULT_CLEARS, FAULT_TOLERANT, FAULT_NUMBERS };

/* What an API keeps of them; zero before faults_open(). */
struct faults {
	struct store *store;
	/* Count the plans made and the clearings; 1: unknown names may be. */
	_Atomic int64_t *shared;
	_Atomic int64_t none;	 /* at this count of plans there was none */
};

enum fault_kind { FAULT_STATUS, FAULT_HANG, FAULT_CUT };

/* A fault as it is planned, or as it meets a request. */
struct fault {
	enum fault_kind kind;
	int status;  /* of FAULT_STATUS, 400 to 599 */
	bool after;  /* the request is executed, only its answer is spoiled */
	int64_t n;   /* requests it is for */
	char method[16], path[FAULT_PATH_MAX]; /* "" for any */
	/* Of FAULT_STATUS, "" for what is usual. */
	char type[TILL_CODE_MAX], code[TILL_CODE_MAX];
	char message[FAULT_TEXT_MAX];
};

/* Maps the numbers, in a file beside the database at path. */
enum till_err faults_open(struct faults *f, struct store *store,
    const char *path, struct till_error *e);
void faults_close(struct faults *f);

/*
 * Takes the fault that is planned for a request; *met: there is one, and it
 * is in *fault.  TILL_EDB.
 */
enum till_err fault_take(struct faults *f, const struct http_request *req,
    struct fault *fault, bool *met, struct till_error *e);

/* Answers a request by its fault. */
enum till_err fault_answer(const struct faults *f, const struct fault *fault,
    const struct http_request *req, struct http_response *res,
    struct till_error *e);

/*
 * Reads a fault from its name: a status, "hang" or "cut"; and from what it is
 * for: "", "POST", "/v1/prices" or "POST /v1/prices".  TILL_EINPUT.
 */
enum till_err fault_name_read(const char *name, struct fault *fault,
    struct till_error *e);
enum till_err fault_on_read(const char *on, struct fault *fault,
    struct till_error *e);

/* Whether the API has errors of a type. */
bool fault_is_type(const char *type);

/* Plans one, in a write. */
enum till_err fault_plan(struct store_conn *c, const struct fault *fault,
    struct till_error *e);

/* Forgets all of them, in a write. */
enum till_err fault_clear(struct store_conn *c, struct till_error *e);

/* The plans, the oldest first; *out is an array, the caller's. */
enum till_err fault_list(struct store_conn *c, struct json_object **out,
    struct till_error *e);

/*
 * Tells all programs that the plans have changed, after the write; cleared:
 * clients that hang are let go.
 */
void faults_changed(struct faults *f, bool cleared);

/*
 * Whether parameters that a call does not have are left out, rather than
 * refused: for a client of a newer version of the API than is stood in for.
 */
bool faults_tolerant(const struct faults *f);
void faults_be_tolerant(struct faults *f, bool tolerant);

/* The holds() of the program: whether what hangs since mark hangs on. */
bool faults_hold(const struct faults *f, int64_t mark);

#endif
