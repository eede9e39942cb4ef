/* challenge: the buyer's bank, which in test mode asks what it is to say. */
#include "base/json.h"
#include "hosted/internal.h"

enum till_err
hosted_show_challenge(struct hosted *hosted, const struct hosted_session *s,
    struct http_response *res, struct till_error *e)
{
	int64_t total = json_int_or(s->session, "amount_total", 0);
	struct page_part *head, *top, *leave;
	struct page *page = NULL;
	char amount[WORDING_MAX], text[WORDING_MAX];
	enum till_err err;

	err = hosted_begin("pay_challenge.tpl", &s->wording,
	    wording_text(&s->wording, "title_confirm"), hosted->merchant,
	    &page, &head, e);
	if (err != TILL_OK)
		return err;
	top = page_top(page);
	if (total > 0) {
		wording_money(&s->wording, amount, total,
		    json_text_or(s->session, "currency", ""));
		wording_say(&s->wording, text, "bank_asks", hosted->merchant,
		    amount, NULL);
		page_set(page_add(top, "PAYING"), "ASKS", text);
	} else {
		page_show(top, "SAVING");
	}
	hosted_set_action(top, s, "/challenge", "/challenge");
	leave = page_add(top, "LEAVE");
	page_set(leave, "METHOD", s->frame != NULL ? "post" : "get");
	hosted_set_action(leave, s, "", "");
	err = hosted_send(s, page, head, res, e);
	page_free(page);
	return err;
}
