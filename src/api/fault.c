/* fault: see fault.h.  The answers of faults are in fault_answer.c. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "api/fault.h"
#include "base/json.h"
#include "base/shared.h"
#include "base/text.h"

#define FILE_MAX 4096
#define PLANS_MAX 1000 /* told by a list */

enum till_err
faults_open(struct faults *f, struct store *store, const char *path,
    struct till_error *e)
{
	char file[FILE_MAX];
	int n = snprintf(file, sizeof(file), "%s-faults", path);

	f->store = store;
	atomic_store(&f->none, -1);
	if (n < 0 || (size_t)n >= sizeof(file))
		return till_fail(e, TILL_EINPUT, NULL, NULL,
		    "the path %.64s… is too long", path);
	return shared_open(file, FAULT_NUMBERS, &f->shared, e);
}

void
faults_close(struct faults *f)
{
	shared_close(f->shared, FAULT_NUMBERS);
	f->shared = NULL;
}

/* A request, and the plan that is found for it. */
struct meeting {
	const struct http_request *req;
	struct fault *fault;
	int64_t id;
	bool any, met;
};

static void
read_plan(struct store_rows *rows, struct fault *fault)
{
	struct till_error e;

	*fault = (struct fault){ .after = store_int(rows, 2) != 0,
		.n = store_int(rows, 3) };
	(void)fault_name_read(store_text(rows, 1), fault, &e);
	text_copy(fault->method, sizeof(fault->method), store_text(rows, 4));
	text_copy(fault->path, sizeof(fault->path), store_text(rows, 5));
	text_copy(fault->type, sizeof(fault->type), store_text(rows, 6));
	text_copy(fault->code, sizeof(fault->code), store_text(rows, 7));
	text_copy(fault->message, sizeof(fault->message), store_text(rows,
	    8));
}

#define PLAN "SELECT id,fault,after,n,method,path,type,code,message " \
	     "FROM api_fault "

static enum till_err
look(struct store_conn *c, void *arg, struct till_error *e)
{
	static const char sql[] = PLAN "ORDER BY id";
	struct meeting *m = arg;
	struct store_rows *rows;
	enum till_err err;
	int got;

	m->any = m->met = false;
	err = store_query(c, sql, &rows, e, "");
	if (err != TILL_OK)
		return err;
	while (!m->met && (got = store_next(rows, e)) != 0) {
		if (got < 0) {
			err = TILL_EDB;
			break;
		}
		m->any = true;
		read_plan(rows, m->fault);
		m->id = store_int(rows, 0);
		m->met = (*m->fault->method == '\0' ||
			     strcmp(m->fault->method, m->req->method_name) ==
				 0) &&
		    strncmp(m->req->path, m->fault->path,
			strlen(m->fault->path)) == 0;
	}
	store_done(rows);
	return err;
}

static enum till_err
take(struct store_conn *c, void *arg, struct till_error *e)
{
	struct meeting *m = arg;
	enum till_err err = look(c, m, e);

	if (err != TILL_OK || !m->met)
		return err;
	return m->fault->n > 1 ?
	    store_exec(c, "UPDATE api_fault SET n=n-1 WHERE id=?", e, "i",
		m->id) :
	    store_exec(c, "DELETE FROM api_fault WHERE id=?", e, "i", m->id);
}

enum till_err
fault_take(struct faults *f, const struct http_request *req,
    struct fault *fault, bool *met, struct till_error *e)
{
	int64_t plans = atomic_load(&f->shared[FAULT_PLANS]);
	struct meeting m = { .req = req, .fault = fault };
	enum till_err err;

	*met = false;
	if (atomic_load(&f->none) == plans)
		return TILL_OK;
	err = store_read(f->store, look, &m, e);
	/* One that is planned from now on changes the number. */
	if (err == TILL_OK && !m.any)
		atomic_store(&f->none, plans);
	if (err == TILL_OK && m.met)
		err = store_write(f->store, take, &m, e);
	*met = err == TILL_OK && m.met;
	return err;
}

void
faults_changed(struct faults *f, bool cleared)
{
	if (cleared)
		atomic_fetch_add(&f->shared[FAULT_CLEARS], 1);
	atomic_fetch_add(&f->shared[FAULT_PLANS], 1);
}

bool
faults_tolerant(const struct faults *f)
{
	return atomic_load(&f->shared[FAULT_TOLERANT]) != 0;
}

void
faults_be_tolerant(struct faults *f, bool tolerant)
{
	atomic_store(&f->shared[FAULT_TOLERANT], tolerant);
}

bool
faults_hold(const struct faults *f, int64_t mark)
{
	return atomic_load(&f->shared[FAULT_CLEARS]) == mark;
}

enum till_err
fault_name_read(const char *name, struct fault *fault, struct till_error *e)
{
	int64_t status;

	if (strcmp(name, "hang") == 0) {
		fault->kind = FAULT_HANG;
	} else if (strcmp(name, "cut") == 0) {
		fault->kind = FAULT_CUT;
	} else if (text_to_int(name, &status) && status >= 400 &&
	    status <= 599) {
		fault->kind = FAULT_STATUS;
		fault->status = (int)status;
	} else {
		return till_fail(e, TILL_EINPUT, NULL, "fault",
		    "Invalid fault: must be a status of 400 to 599, hang, "
		    "cut, or clear");
	}
	return TILL_OK;
}

/* The methods that calls of the API have. */
static const char *const methods[] = { "GET", "POST", "DELETE" };

enum till_err
fault_on_read(const char *on, struct fault *fault, struct till_error *e)
{
	const char *path = strchr(on, '/');
	size_t len = strcspn(on, " /");

	for (size_t i = 0; i < nitems(methods); i++)
		if (len == strlen(methods[i]) &&
		    strncasecmp(on, methods[i], len) == 0)
			text_copy(fault->method, sizeof(fault->method),
			    methods[i]);
	if (path == NULL)
		path = "";
	if ((len > 0) != (*fault->method != '\0') ||
	    strspn(on + len, " ") != (size_t)(strlen(on) - len -
					 strlen(path)) ||
	    strlen(path) >= sizeof(fault->path) ||
	    (*path != '\0' && strncmp(path, "/v1/", 4) != 0))
		return till_fail(e, TILL_EINPUT, NULL, "on",
		    "Invalid on: must be GET, POST or DELETE, or what a path "
		    "begins with, as /v1/prices, or both");
	text_copy(fault->path, sizeof(fault->path), path);
	return TILL_OK;
}

/* The name of a fault, as fault_name_read() takes it. */
static const char *
name_of(const struct fault *fault, char status[static 16])
{
	if (fault->kind == FAULT_HANG)
		return "hang";
	if (fault->kind == FAULT_CUT)
		return "cut";
	(void)snprintf(status, 16, "%d", fault->status);
	return status;
}

enum till_err
fault_plan(struct store_conn *c, const struct fault *fault,
    struct till_error *e)
{
	char status[16];

	return store_exec(c,
	    "INSERT INTO api_fault(fault,after,n,method,path,type,code,"
	    "message) VALUES(?,?,?,?,?,?,?,?)",
	    e, "tiittttt", name_of(fault, status), (int64_t)fault->after,
	    fault->n, fault->method, fault->path, fault->type, fault->code,
	    fault->message);
}

enum till_err
fault_clear(struct store_conn *c, struct till_error *e)
{
	return store_exec(c, "DELETE FROM api_fault", e, "");
}

/* A plan as it is told: what is not said of it is left out. */
static struct json_object *
told(struct store_rows *rows)
{
	static const char *const more[] = { "type", "code", "message" };
	struct json_object *o = json_object_new_object();
	struct fault fault;
	char on[sizeof(fault.method) + sizeof(fault.path) + 2];

	read_plan(rows, &fault);
	(void)snprintf(on, sizeof(on), "%s%s%s", fault.method,
	    *fault.method != '\0' && *fault.path != '\0' ? " " : "",
	    fault.path);
	json_put_text(o, "fault", store_text(rows, 1));
	json_put_int(o, "n", fault.n);
	json_put_bool(o, "after", fault.after);
	if (*on != '\0')
		json_put_text(o, "on", on);
	for (int i = 0; i < (int)nitems(more); i++)
		if (store_text_len(rows, 6 + i) > 0)
			json_put_text(o, more[i], store_text(rows, 6 + i));
	return o;
}

enum till_err
fault_list(struct store_conn *c, struct json_object **out,
    struct till_error *e)
{
	static const char sql[] = PLAN "ORDER BY id LIMIT ?";
	struct store_rows *rows;
	enum till_err err;
	int got;

	*out = json_object_new_array();
	err = store_query(c, sql, &rows, e, "i", (int64_t)PLANS_MAX);
	if (err != TILL_OK)
		return err;
	while ((got = store_next(rows, e)) == 1)
		json_object_array_add(*out, told(rows));
	store_done(rows);
	return got < 0 ? TILL_EDB : TILL_OK;
}
