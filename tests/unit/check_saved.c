/* saved: copies of a database under names, and putting one back. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "store/saved.h"
#include "store/store.h"

static const char *const migrations[] = {
	"CREATE TABLE thing(name TEXT NOT NULL)",
	"ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 7",
};

static char folder[64], path[96];
static struct till_error e;

static void
make_folder(void)
{
	text_copy(folder, sizeof(folder), "/tmp/till-saved-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/some.db", folder);
}

static void
remove_folder(void)
{
	char command[128];

	(void)snprintf(command, sizeof(command), "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static struct store *
open_store(size_t n)
{
	struct store *s = NULL;

	ck_assert_int_eq(store_open(path, migrations, n, &s, &e), TILL_OK);
	return s;
}

static struct saved
database(size_t n)
{
	return (struct saved){ .path = path, .migrations = migrations,
		.migrations_count = n };
}

static enum till_err
add_work(struct store_conn *c, void *arg, struct till_error *err)
{
	return store_exec(c, "INSERT INTO thing(name) VALUES(?)", err, "t",
	    (const char *)arg);
}

static void
add(struct store *s, const char *name)
{
	ck_assert_int_eq(store_write(s, add_work, (void *)name, &e), TILL_OK);
}

/* The names there are, one after the other, or their sizes. */
static enum till_err
read_work(struct store_conn *c, void *arg, struct till_error *err)
{
	struct store_rows *rows;
	struct buf *b = arg;
	int got;

	ck_assert_int_eq(store_query(c, "SELECT * FROM thing ORDER BY name",
			     &rows, err, ""),
	    TILL_OK);
	while ((got = store_next(rows, err)) == 1)
		buf_addf(b, "%s ", store_text(rows, 0));
	store_done(rows);
	return got == 0 ? TILL_OK : TILL_EDB;
}

static void
expect(struct store *s, const char *names)
{
	struct buf b;

	buf_init(&b, 1024);
	ck_assert_int_eq(store_read(s, read_work, &b, &e), TILL_OK);
	ck_assert_str_eq(buf_text(&b), names);
	buf_free(&b);
}

static const struct saved_note note = { .now = 1234, .mark = "m1" };

START_TEST(saved_and_put_back)
{
	struct saved db = database(2);
	struct saved_note found;
	struct json_object *list;
	struct store *s = open_store(2);

	add(s, "a");
	expect(s, "a ");
	ck_assert_int_eq(saved_save(&db, "one", &note, &e), TILL_OK);
	add(s, "b");
	ck_assert_int_eq(saved_save(&db, "two", &note, &e), TILL_OK);
	expect(s, "a b ");
	/* The store that is open goes on, with its statements. */
	ck_assert_int_eq(saved_restore(&db, "one", &found, &e), TILL_OK);
	ck_assert_int_eq(found.now, 1234);
	ck_assert_str_eq(found.mark, "m1");
	expect(s, "a ");
	add(s, "c");
	expect(s, "a c ");
	ck_assert_int_eq(saved_restore(&db, "two", &found, &e), TILL_OK);
	expect(s, "a b ");
	/* A name is what it was saved as last. */
	add(s, "d");
	ck_assert_int_eq(saved_save(&db, "one", &note, &e), TILL_OK);
	ck_assert_int_eq(saved_restore(&db, "one", &found, &e), TILL_OK);
	expect(s, "a b d ");
	ck_assert_int_eq(saved_list(path, &list, &e), TILL_OK);
	ck_assert_uint_eq(json_count(list), 2);
	ck_assert_str_eq(json_text_or(json_at(list, 0), "name", ""), "one");
	json_object_put(list);
	ck_assert_int_eq(saved_delete(path, "one", &e), TILL_OK);
	ck_assert_int_eq(saved_delete(path, "one", &e), TILL_ENOTFOUND);
	ck_assert_int_eq(saved_restore(&db, "one", &found, &e),
	    TILL_ENOTFOUND);
	ck_assert(!saved_find(path, "one", &found));
	ck_assert(saved_find(path, "two", &found));
	store_close(s);
}
END_TEST

START_TEST(an_older_copy_is_brought_up_to_date)
{
	struct saved db = database(2), old = database(1);
	struct saved_note found;
	struct store *s = open_store(1);

	add(s, "old");
	ck_assert_int_eq(saved_save(&old, "old", &note, &e), TILL_OK);
	store_close(s);
	s = open_store(2);
	add(s, "new");
	expect(s, "new old ");
	ck_assert_int_eq(saved_restore(&db, "old", &found, &e), TILL_OK);
	expect(s, "old ");
	store_close(s);
	s = open_store(2);
	/* A copy of a newer version than this one is refused. */
	ck_assert_int_eq(saved_save(&db, "new", &note, &e), TILL_OK);
	ck_assert_int_eq(saved_restore(&old, "new", &found, &e), TILL_EDB);
	ck_assert_ptr_nonnull(strstr(e.message, "newer version"));
	expect(s, "old ");
	store_close(s);
}
END_TEST

static enum till_err
refuse(void *arg, struct till_error *err)
{
	int *times = arg;

	++*times;
	return till_fail(err, TILL_EUPSTREAM, NULL, NULL, "no");
}

START_TEST(what_fails_meanwhile_changes_nothing)
{
	struct saved db = database(2);
	struct saved_note found;
	struct store *s = open_store(2);
	int times = 0;

	add(s, "a");
	ck_assert_int_eq(saved_save(&db, "one", &note, &e), TILL_OK);
	add(s, "b");
	db.during = refuse;
	db.arg = &times;
	ck_assert_int_eq(saved_restore(&db, "one", &found, &e),
	    TILL_EUPSTREAM);
	expect(s, "a b ");
	ck_assert_int_eq(saved_save(&db, "two", &note, &e), TILL_EUPSTREAM);
	ck_assert(!saved_find(path, "two", &found));
	ck_assert_int_eq(times, 2);
	add(s, "c");
	expect(s, "a b c ");
	store_close(s);
}
END_TEST

static const struct {
	const char *name;
	enum till_err err;
} names[] = {
	{ "a", TILL_OK },
	{ "Two-parts_3", TILL_OK },
	{ "0123456789012345678901234567890123456789012345678901234567890123",
	    TILL_OK },
	{ "01234567890123456789012345678901234567890123456789012345678901234",
	    TILL_EINPUT },
	{ "", TILL_EINPUT },
	{ ".", TILL_EINPUT },
	{ "../a", TILL_EINPUT },
	{ "a/b", TILL_EINPUT },
	{ "a.db", TILL_EINPUT },
	{ "a b", TILL_EINPUT },
	{ "\xc3\xa4", TILL_EINPUT },
};

START_TEST(name_row)
{
	struct saved db = database(2);

	ck_assert_int_eq(saved_check_name(names[_i].name, &e),
	    names[_i].err);
	store_close(open_store(2));
	ck_assert_int_eq(saved_save(&db, names[_i].name, &note, &e),
	    names[_i].err);
	ck_assert_int_eq(saved_delete(path, names[_i].name, &e),
	    names[_i].err);
}
END_TEST

START_TEST(nothing_saved_yet)
{
	struct json_object *list;

	ck_assert_int_eq(saved_list(path, &list, &e), TILL_OK);
	ck_assert_uint_eq(json_count(list), 0);
	json_object_put(list);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("saved");
	Suite *s = suite_create("saved");
	SRunner *sr = srunner_create(s);
	int failed;

	till_error_clear(&e);
	tcase_add_checked_fixture(tc, make_folder, remove_folder);
	tcase_add_test(tc, saved_and_put_back);
	tcase_add_test(tc, an_older_copy_is_brought_up_to_date);
	tcase_add_test(tc, what_fails_meanwhile_changes_nothing);
	tcase_add_loop_test(tc, name_row, 0, nitems(names));
	tcase_add_test(tc, nothing_saved_yet);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
