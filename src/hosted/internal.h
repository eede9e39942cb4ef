/* internal: what the files of the payment page share; see hosted.h. */
#ifndef TILL_HOSTED_INTERNAL_H
#define TILL_HOSTED_INTERNAL_H

#include "hosted/hosted.h"

/*
 * Begins a page in the buyer's words; *head is where its title and the test
 * cards go.  title is a text, merchant may be NULL.
 */
enum till_err hosted_begin(const char *template_name,
    const struct wording *w, const char *title, const char *merchant,
    struct page **page, struct page_part **head, struct till_error *e);

/* Sends the page of a session, and marks it when it stands in a frame. */
enum till_err hosted_send(const struct hosted_session *s, struct page *page,
    struct page_part *head, struct http_response *res, struct till_error *e);

/*
 * The payment methods of its customer that a session offers: read, the one
 * that a form has chosen (a loan, NULL for none), shown, and put into what
 * the buyer gives, with the name and address that were kept with it.
 */
enum till_err hosted_read_saved(struct store_conn *c,
    struct hosted_session *s, struct till_error *e);
struct json_object *hosted_saved(const struct hosted_session *s,
    const struct hosted_form *form);
void hosted_add_saved(struct page_part *means,
    const struct hosted_session *s, const struct hosted_form *form);
void hosted_use_saved(const struct hosted_session *s,
    const struct hosted_form *form, struct session_payer *payer);

/* What the merchant's payment link says to who has paid. */
void hosted_add_thanks(struct page_part *top, const struct hosted_session *s);

/*
 * The same for a page of no session: it leads to an address, "" or NULL for
 * none, or any page may show it in a frame.
 */
enum till_err hosted_send_alone(struct page *page, struct page_part *head,
    const char *to, bool framed, struct http_response *res,
    struct till_error *e);

/*
 * Where a form of a page goes: to a path under the session's, or to one under
 * /c/embedded with what a frame takes along.
 */
void hosted_set_action(struct page_part *part, const struct hosted_session *s,
    const char *path, const char *framed_path);

/* What a subscription's buyer agrees to, under the button. */
void hosted_add_terms(struct page_part *top, const struct hosted_session *s);

/* Where the form asks whether its session is still open, and when. */
void hosted_add_state(struct page_part *top, const struct hosted_session *s);

/* The ways on from a session that has expired. */
void hosted_add_expired(struct page_part *top,
    const struct hosted_session *s);

/*
 * Includes the fields from first to last that are on the page, one by one,
 * under a name; each with what is in it and what is wrong about that.
 */
void hosted_add_fields(struct page_part *part, const char *name,
    const struct hosted_session *s, const struct hosted_form *form,
    enum hosted_field first, enum hosted_field last);

/* What the buyer gives beside what he pays with, and the texts about it. */
void hosted_add_given(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form);

/*
 * Includes a text of the merchant's under a name: [words](https://…) is a
 * link in it, **words** are strong, and all else is as it was written.
 */
void hosted_add_text(struct page_part *part, const char *name,
    const char *text);

/* The fields of a card or an account, and their test numbers in the head. */
void hosted_add_means(struct page_part *top, struct page_part *head,
    const struct hosted_session *s, const struct hosted_form *form);

/* What is bought and what it comes to; the total shown goes to top. */
void hosted_add_bill(struct page_part *top, const struct hosted_session *s,
    const struct hosted_form *form);

/* The shipping to choose from, where there is more than one. */
void hosted_add_shipping(struct page_part *top,
    const struct hosted_session *s);

/* Why a promotion code, or an item's quantity, was not taken. */
bool hosted_code_wrong(const struct hosted_form *form,
    const struct hosted_session *s, char out[static WORDING_MAX]);
bool hosted_quantity_wrong(const struct hosted_form *form,
    const struct hosted_session *s, const char *item,
    char out[static WORDING_MAX]);
/* What was typed as an item's "quantity" or "amount". */
const char *hosted_quantity_typed(const struct hosted_form *form,
    const char *name, const char *item);

/*
 * The country that a form has at first: where the session was last said to
 * go, or else where the buyer's language is spoken, if goods go there.
 */
const char *hosted_home_country(const struct hosted_session *s);
const char *hosted_first_country(const struct wording *w);

/* Whether taxes depend on the country that the buyer chooses. */
bool hosted_wants_country(struct json_object *session);

/* "per month" of a price; false when it does not recur. */
bool hosted_every(const struct hosted_session *s, struct json_object *price,
    char out[static WORDING_MAX]);

/* The section of a template for the mode of a session. */
const char *hosted_mode_section(struct json_object *session);

bool hosted_is_web_address(const char *url); /* NULL is none */

#endif
