/* show: see show.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "dashboard/show.h"
#include "form/form.h"

#define MONEY_MAX 96
#define LINK_MAX 2048
#define ID_SHOWN 26 /* characters of an id that are shown whole */

/* Characters that would hide or turn what stands around them. */
static bool
is_hidden(unsigned code)
{
	static const struct {
		unsigned from, to;
	} ranges[] = {
		{ 0x00, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad },
		{ 0x61c, 0x61c }, { 0x180e, 0x180e }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff },
		{ 0xfff9, 0xfffb },
	};

	for (size_t i = 0; i < nitems(ranges); i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return false;
}

/* The code point at text, valid UTF-8, and how many bytes it has. */
static unsigned
decode(const char *text, size_t *len)
{
	const unsigned char *at = (const unsigned char *)text;

	if (*at < 0x80 || at[1] == '\0') {
		*len = 1;
		return *at;
	}
	if (*at < 0xe0 || at[2] == '\0') {
		*len = 2;
		return (*at & 0x1fU) << 6 | (at[1] & 0x3fU);
	}
	if (*at < 0xf0 || at[3] == '\0') {
		*len = 3;
		return (*at & 0xfU) << 12 | (at[1] & 0x3fU) << 6 |
		    (at[2] & 0x3fU);
	}
	*len = 4;
	return 0x10000; /* none of those is hidden */
}

void
show_text(struct buf *b, const char *text, bool quoted)
{
	size_t len;

	if (quoted)
		buf_add_char(b, '"');
	for (; *text != '\0'; text += len) {
		unsigned code = decode(text, &len);

		/* Line ends at the end say nothing to a reader. */
		if (!quoted && text[strspn(text, "\r\n")] == '\0')
			break;
		if (code == '\n' && quoted)
			buf_add_text(b, "\\n");
		else if (is_hidden(code))
			buf_addf(b, "\\u%04x", code);
		else if (quoted && (code == '"' || code == '\\'))
			buf_addf(b, "\\%c", (char)code);
		else
			buf_add(b, text, len);
	}
	if (quoted)
		buf_add_char(b, '"');
}

void
show_exact(int64_t second, char out[static SHOW_TIME_MAX])
{
	time_t at = (time_t)second;
	struct tm tm;

	out[0] = '\0';
	if (gmtime_r(&at, &tm) != NULL)
		(void)strftime(out, SHOW_TIME_MAX, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
show_relative(int64_t second, int64_t now, char out[static SHOW_TIME_MAX])
{
	static const struct {
		int64_t below, unit;
		const char *name;
	} steps[] = {
		{ 60, 1, "s" },
		{ INT64_C(60) * 60, 60, "min" },
		{ INT64_C(48) * 3600, 3600, "h" },
		{ INT64_C(31) * 86400, 86400, "d" },
	};
	int64_t apart = second <= now ? now - second : second - now;

	for (size_t i = 0; i < nitems(steps); i++) {
		if (apart >= steps[i].below)
			continue;
		(void)snprintf(out, SHOW_TIME_MAX, "%s%" PRId64 " %s%s",
		    second > now ? "in " : "", apart / steps[i].unit,
		    steps[i].name, second > now ? "" : " ago");
		return;
	}
	show_exact(second, out);
	out[strcspn(out, "T")] = '\0';
}

struct json_object *
show_find(const struct column *column, struct json_object *object)
{
	for (size_t i = 0; i < nitems(column->path); i++)
		if (column->path[i] != NULL)
			object = json_get(object, column->path[i]);
	return object;
}

bool
show_link(const struct kind *kind, const char *id, char *out, size_t size)
{
	struct buf b;
	bool fits;

	if (kind == NULL || *id == '\0')
		return false;
	buf_init(&b, size - 1);
	buf_addf(&b, "/dashboard/%s/", kind->name);
	form_escape(&b, id, strlen(id));
	fits = buf_ok(&b);
	if (fits)
		memcpy(out, buf_text(&b), b.len + 1);
	buf_free(&b);
	return fits;
}

static struct page_part *
value(struct page_part *part)
{
	return page_include(part, "VALUE", "part_dashboard_value.tpl");
}

void
show_plain(struct page_part *part, const char *text)
{
	struct buf b;

	buf_init(&b, SHOW_TEXT_MAX);
	show_text(&b, text, false);
	page_set(page_add(value(part), "PLAIN"), "TEXT",
	    buf_ok(&b) ? buf_text(&b) : "…");
	buf_free(&b);
}

void
show_id(struct page_part *part, const char *id, const char *link)
{
	struct page_part *shown = page_add(value(part), "ID");
	struct page_part *at = page_add(shown, link != NULL ? "LINKED" :
							       "ALONE");
	size_t len = strlen(id);
	struct buf b;

	buf_init(&b, SHOW_TEXT_MAX);
	if (len > ID_SHOWN && text_is_id(id))
		buf_addf(&b, "%.14s…%s", id, id + len - 8);
	else
		show_text(&b, id, false);
	page_set(at, "SHORT", buf_text(&b));
	page_set(shown, "WHOLE", id);
	if (link != NULL)
		page_set(at, "LINK", link);
	buf_free(&b);
}

void
show_time(struct page_part *part, int64_t second, int64_t now)
{
	struct page_part *at = page_add(value(part), "TIME");
	char exact[SHOW_TIME_MAX], relative[SHOW_TIME_MAX];

	show_exact(second, exact);
	show_relative(second, now, relative);
	page_set(at, "EXACT", exact);
	page_set(at, "RELATIVE", relative);
}

void
show_status(struct page_part *part, const char *status)
{
	static const struct {
		const char *status, *tone;
	} tones[] = {
		{ "complete", "good" },
		{ "paid", "good" },
		{ "succeeded", "good" },
		{ "active", "good" },
		{ "enabled", "good" },
		{ "delivered", "good" },
		{ "open", "wait" },
		{ "processing", "wait" },
		{ "pending", "wait" },
		{ "trialing", "wait" },
		{ "incomplete", "wait" },
		{ "requires_action", "wait" },
		{ "requires_capture", "wait" },
		{ "failed", "stop" },
		{ "canceled", "stop" },
		{ "disabled", "stop" },
		{ "past_due", "stop" },
		{ "uncollectible", "stop" },
		{ "dropped", "stop" },
	};
	struct page_part *at = page_add(value(part), "STATUS");
	const char *tone = "flat";

	for (size_t i = 0; i < nitems(tones); i++)
		if (strcmp(tones[i].status, status) == 0)
			tone = tones[i].tone;
	page_set(at, "TONE", tone);
	page_set(at, "TEXT", status);
}

/* An amount, in the currency that stands beside it. */
static void
show_money(struct page_part *part, const struct column *column,
    struct json_object *object, int64_t amount)
{
	struct column beside = *column;
	const char *currency;
	char text[MONEY_MAX];
	size_t last = 0;

	for (size_t i = 0; i < nitems(beside.path); i++)
		if (beside.path[i] != NULL)
			last = i;
	beside.path[last] = "currency";
	currency = json_object_get_string(show_find(&beside, object));
	if (currency == NULL)
		currency = json_text_or(object, "currency", "usd");
	(void)money_format(text, sizeof(text), amount, currency, NULL);
	show_plain(part, text);
}

void
show_column(struct page_part *part, const struct kind *kind,
    const struct column *column, struct json_object *object, int64_t now)
{
	struct json_object *at = show_find(column, object);
	const char *text = json_object_get_string(at);
	char link[LINK_MAX];

	if (at == NULL || text == NULL) {
		page_show(value(part), "NOTHING");
		return;
	}
	switch (column->cell) {
	case CELL_ID:
		kind = kind_of_member(column->path[0], text);
		/* fallthrough */
	case CELL_OWN:
		show_id(part, text, show_link(kind, text, link,
		    sizeof(link)) ? link : NULL);
		return;
	case CELL_TIME:
		show_time(part, json_object_get_int64(at), now);
		return;
	case CELL_MONEY:
		show_money(part, column, object, json_object_get_int64(at));
		return;
	case CELL_STATUS:
		show_status(part, text);
		return;
	case CELL_YES:
		show_plain(part, json_object_get_boolean(at) ? "yes" : "no");
		return;
	case CELL_TEXT:
		break;
	}
	show_plain(part, text);
}
