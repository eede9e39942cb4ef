/*
 * state_calls: the calls of Till's own that save what test mode's API holds,
 * with the time, and put it back, see till.h and store/saved.h.
 */
#include <string.h>

#include "api/schema.h"
#include "api/till.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/log.h"
#include "store/saved.h"

/* What a first start has, which `till state reset` goes back to. */
#define START "start"
#define MARK_LETTERS 24

static struct saved
database(const struct till_call *call)
{
	return (struct saved){ .path = call->api->db_path,
		.migrations = schema_migrations,
		.migrations_count = schema_migrations_count };
}

enum till_err
till_states(struct till_call *call, struct till_error *e)
{
	struct json_object *data = NULL;
	enum till_err err = saved_list(call->api->db_path, &data, e);

	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "list");
	json_put(call->answer, "data", data);
	json_put_bool(call->answer, "has_more", false);
	json_put_text(call->answer, "url", "/_till/states");
	return err;
}

/* Answers with a state's name and mark, and the time that is now. */
static void
answer(struct till_call *call, const char *name, const char *mark)
{
	call->answer = json_object_new_object();
	json_put_text(call->answer, "object", "till.state");
	json_put_text(call->answer, "name", name);
	if (mark != NULL)
		json_put_text(call->answer, "mark", mark);
	json_put_int(call->answer, "now", clock_now());
}

enum till_err
till_state_save(struct till_call *call, struct till_error *e)
{
	const char *name = till_text(call, "name");
	struct saved db = database(call);
	struct saved_note note = { .now = clock_now() };
	enum till_err err;

	if (name == NULL)
		return till_required("name", e);
	id_new(note.mark, sizeof(note.mark), "state_", MARK_LETTERS);
	err = saved_save(&db, name, &note, e);
	if (err == TILL_OK)
		answer(call, name, note.mark);
	return err;
}

/* The clock of a state that is being put back. */
struct setting_clock {
	struct saved_note note; /* what it showed then */
	bool real;		/* the real time instead */
};

/*
 * Puts the clock where it was, before the state is seen: else what was to
 * happen in between would happen at once, such as sessions that expire.
 */
static enum till_err
set_clock(void *arg, struct till_error *e)
{
	const struct setting_clock *to = arg;

	/* Without a test clock there is only the real time. */
	if (!clock_is_test())
		return TILL_OK;
	return clock_set(to->real ? 0 : to->note.now, e);
}

enum till_err
till_state_restore(struct till_call *call, struct till_error *e)
{
	const char *how = till_text(call, "clock");
	struct saved db = database(call);
	struct setting_clock to = { .real = false };
	int64_t before = clock_now(), epoch = clock_epoch();
	enum till_err err;

	if (how == NULL)
		how = "saved";
	to.real = strcmp(how, "real") == 0;
	if (strcmp(how, "saved") != 0 && !to.real)
		return till_fail(e, TILL_EINPUT, NULL, "clock",
		    "Invalid clock: must be one of saved or real");
	db.during = set_clock;
	db.arg = &to;
	err = saved_restore(&db, call->id, &to.note, e);
	if (err != TILL_OK) {
		if (clock_epoch() != epoch)
			(void)clock_set(before, NULL);
		return err;
	}
	log_write(LOG_INFO, "the state %s is back", call->id);
	/* Other faults may be planned now, and what hung is of the past. */
	call->faults_changed = call->faults_cleared = true;
	answer(call, call->id, to.note.mark);
	return TILL_OK;
}

enum till_err
till_state_delete(struct till_call *call, struct till_error *e)
{
	enum till_err err;

	if (strcmp(call->id, START) == 0)
		return till_fail(e, TILL_EINPUT, NULL, "name",
		    "The state " START " is what a reset goes back to: it "
		    "can be saved anew, but not deleted.");
	err = saved_delete(call->api->db_path, call->id, e);
	if (err == TILL_OK)
		answer(call, call->id, NULL);
	return err;
}
