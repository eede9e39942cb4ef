/*
 * lists: what a page of ten costs with 1,000 sessions stored and with many.
 *
 *   lists MANY
 *
 * Fills two databases through the library, then lists in each: the first
 * page, one in the middle, the last one, ranges of time and every filter.
 * Prints the median time of each in both, their ratio, how many steps SQLite
 * took, and its plan.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/schema.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "sessions/session.h"
#include "store/record.h"

#define FEW 1000
#define BATCH 2000	/* sessions of one transaction */
#define PAD 2600	/* bytes that make a body as long as a real one */
#define BEGAN 1700000000 /* the second of the first session */
#define MATCHING 20	/* sessions that each narrow filter finds */
#define RUNS 301

static char folder[] = "/tmp/till-lists-XXXXXX";
static char pad[PAD + 1];

static void
must(enum till_err err, const struct till_error *e)
{
	if (err == TILL_OK)
		return;
	(void)fprintf(stderr, "lists: %s\n", e->message);
	exit(2);
}

static void
id_of(char *out, size_t size, const char *prefix, int64_t n)
{
	(void)snprintf(out, size, "%s%056lld", prefix, (long long)n);
}

/*
 * Session n of count.  MATCHING of them, evenly apart, are those that the
 * narrow filters find.
 */
static struct json_object *
session(int64_t n, int64_t count)
{
	struct json_object *o = json_object_new_object();
	struct json_object *details = json_object_new_object();
	bool known = n % (count / MATCHING) == 0;
	char id[128];

	id_of(id, sizeof(id), "cs_test_a1", n);
	json_put_text(o, "id", id);
	json_put_text(o, "object", "checkout.session");
	json_put_int(o, "created", BEGAN + n / 10);
	json_put_int(o, "expires_at", INT64_C(4000000000));
	json_put_text(o, "status", n % 2 ? "open" : "complete");
	json_put_text(o, "customer", known ? "cus_known" : NULL);
	id_of(id, sizeof(id), "cus_", n);
	if (!known && n % 3 == 0)
		json_put_text(o, "customer", id);
	id_of(id, sizeof(id), "", n);
	json_put_text(details, "email", known ? "ada@shop.example" : id);
	json_put(o, "customer_details", details);
	json_put_text(o, "payment_intent", known ? "pi_known" : id);
	json_put_text(o, "subscription", known ? "sub_known" : NULL);
	json_put_text(o, "payment_link", known ? "plink_known" : NULL);
	json_put_text(o, "url", pad);
	return o;
}

struct batch {
	int64_t from, to, count;
};

static enum till_err
insert_batch(struct store_conn *c, void *arg, struct till_error *e)
{
	const struct batch *b = arg;
	enum till_err err = TILL_OK;
	struct buf text;

	buf_init(&text, 65536);
	for (int64_t n = b->from; err == TILL_OK && n < b->to; n++) {
		struct json_object *o = session(n, b->count);

		buf_reset(&text);
		json_write(&text, o);
		err = record_insert(c, &session_type, o, &text, NULL, e);
		json_object_put(o);
	}
	buf_free(&text);
	return err;
}

static struct store *
fill(const char *name, int64_t count)
{
	struct store *s = NULL;
	struct till_error e;
	char path[128];

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	must(store_open(path, schema_migrations, schema_migrations_count, &s,
		 &e),
	    &e);
	for (int64_t n = 0; n < count; n += BATCH) {
		struct batch b = { n, n + BATCH < count ? n + BATCH : count,
			count };

		must(store_write(s, insert_batch, &b, &e), &e);
	}
	return s;
}

/* The pages that are measured; cursors are shares of what is stored. */
static const struct page {
	const char *name, *column, *value;
	double after, before; /* 0: none */
	double created_from;  /* 0: any time */
	const char *and_column, *and_value;
} pages[] = {
	{ "first page", NULL, NULL, 0, 0, 0, NULL, NULL },
	{ "starting_after in the middle", NULL, NULL, 0.5, 0, 0, NULL, NULL },
	{ "starting_after near the end", NULL, NULL, 0.02, 0, 0, NULL, NULL },
	{ "ending_before in the middle", NULL, NULL, 0, 0.5, 0, NULL, NULL },
	{ "created from the middle on", NULL, NULL, 0, 0, 0.5, NULL, NULL },
	{ "status", "status", "open", 0, 0, 0, NULL, NULL },
	{ "status in the middle", "status", "open", 0.5, 0, 0, NULL, NULL },
	{ "customer", "customer", "cus_known", 0, 0, 0, NULL, NULL },
	{ "customer in the middle", "customer", "cus_known", 0.5, 0, 0, NULL,
	    NULL },
	{ "customer_details[email]", "email", "ada@shop.example", 0, 0, 0,
	    NULL, NULL },
	{ "payment_intent", "payment_intent", "pi_known", 0, 0, 0, NULL,
	    NULL },
	{ "payment_link", "payment_link", "plink_known", 0, 0, 0, NULL,
	    NULL },
	{ "subscription", "subscription", "sub_known", 0, 0, 0, NULL, NULL },
	{ "customer and status", "customer", "cus_known", 0, 0, 0, "status",
	    "complete" },
};

struct measure {
	const struct page *page;
	int64_t count;
	char after[128], before[128];
	struct record_filter filters[2];
	struct record_query query;
	int64_t found;
};

static void
prepare(struct measure *m, const struct page *page, int64_t count)
{
	struct record_query *q = &m->query;

	*m = (struct measure){ .page = page, .count = count };
	*q = (struct record_query){ .type = &session_type,
		.filters = m->filters,
		.created_to = INT64_MAX,
		.limit = 10 };
	id_of(m->after, sizeof(m->after), "cs_test_a1",
	    (int64_t)(page->after * (double)count));
	id_of(m->before, sizeof(m->before), "cs_test_a1",
	    (int64_t)(page->before * (double)count));
	if (page->after > 0)
		q->starting_after = m->after;
	if (page->before > 0)
		q->ending_before = m->before;
	if (page->created_from > 0)
		q->created_from = BEGAN +
		    (int64_t)(page->created_from * (double)count / 10);
	if (page->column != NULL)
		m->filters[q->filters_count++] = (struct record_filter){
			.column = page->column, .count = 1,
			.text = { page->value } };
	if (page->and_column != NULL)
		m->filters[q->filters_count++] = (struct record_filter){
			.column = page->and_column, .count = 1,
			.text = { page->and_value } };
}

static enum till_err
count_one(void *arg, const char *id, const char *text, size_t len,
    struct till_error *e)
{
	(void)id;
	(void)text;
	(void)len;
	(void)e;
	++*(int64_t *)arg;
	return TILL_OK;
}

static enum till_err
list(struct store_conn *c, void *arg, struct till_error *e)
{
	struct measure *m = arg;
	bool more;

	m->found = 0;
	return record_list(c, &m->query, count_one, &m->found, &more, e);
}

static int
compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

/* The median time of a page, in microseconds. */
static double
time_of(struct store *s, struct measure *m)
{
	double times[RUNS];
	struct till_error e;

	for (int i = 0; i < RUNS; i++) {
		struct timespec from, to;

		clock_gettime(CLOCK_MONOTONIC, &from);
		must(store_read(s, list, m, &e), &e);
		clock_gettime(CLOCK_MONOTONIC, &to);
		times[i] = (double)(to.tv_sec - from.tv_sec) * 1e6 +
		    (double)(to.tv_nsec - from.tv_nsec) / 1e3;
	}
	qsort(times, RUNS, sizeof(*times), compare);
	return times[RUNS / 2];
}

/* Steps of SQLite's machine for the query itself, and its plan. */
static int
steps_of(const char *name, const struct measure *m, char plan[static 256])
{
	const char *sql = record_list_sql(&m->query);
	char path[128], explain[4096];
	int steps = 0, at = 0;
	sqlite3_stmt *stmt;
	sqlite3 *db;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	(void)snprintf(explain, sizeof(explain), "EXPLAIN QUERY PLAN %s", sql);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		exit(2);
	for (size_t i = 0; i < m->query.filters_count; i++)
		sqlite3_bind_text(stmt, ++at, m->filters[i].text[0], -1,
		    SQLITE_STATIC);
	/* The middle stands for any cursor: all are bounds of pos. */
	sqlite3_bind_int64(stmt, ++at, 0);
	sqlite3_bind_int64(stmt, ++at,
	    (int64_t)(BEGAN + m->count / 20) << 20);
	sqlite3_bind_int64(stmt, ++at, 11);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		;
	steps = sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 0);
	sqlite3_finalize(stmt);
	plan[0] = '\0';
	if (sqlite3_prepare_v2(db, explain, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		(void)text_copy(plan, 256,
		    (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return steps;
}

static void
remove_all(void)
{
	static const char *const names[] = { "few", "many" };
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[128];

	for (size_t i = 0; i < nitems(names); i++)
		for (size_t k = 0; k < nitems(ends); k++) {
			(void)snprintf(path, sizeof(path), "%s/%s%s", folder,
			    names[i], ends[k]);
			(void)unlink(path);
		}
	(void)rmdir(folder);
}

int
main(int argc, char **argv)
{
	struct store *few, *many;
	int64_t count;

	if (argc != 2 || !text_to_int(argv[1], &count) || count < FEW) {
		(void)fprintf(stderr, "lists MANY\n");
		return 2;
	}
	log_open("lists", LOG_ERROR);
	memset(pad, 'x', PAD);
	if (mkdtemp(folder) == NULL)
		return 2;
	(void)atexit(remove_all);
	few = fill("few", FEW);
	many = fill("many", count);
	(void)printf("list 10 of %d and of %lld, microseconds (goal 1.20)\n",
	    FEW, (long long)count);
	for (size_t i = 0; i < nitems(pages); i++) {
		char plan[256], few_plan[256];
		struct measure a, b;
		double t, u;
		int s, v;

		prepare(&a, &pages[i], FEW);
		prepare(&b, &pages[i], count);
		t = time_of(few, &a);
		u = time_of(many, &b);
		s = steps_of("few", &a, few_plan);
		v = steps_of("many", &b, plan);
		(void)printf("  %-30s %6.1f %6.1f  ratio %.2f  steps %d %d  "
			     "%s%s\n",
		    pages[i].name, t, u, u / t, s, v, plan,
		    a.found == b.found ? "" : "  (pages differ)");
	}
	store_close(few);
	store_close(many);
	return 0;
}
