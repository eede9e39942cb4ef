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

/* What the merchant's payment link says to who has paid. */
void hosted_add_thanks(struct page_part *top, const struct hosted_session *s);

/*
 * Where a form of a page goes: to a path under the session's, or to one under
 * /c/embedded with what a frame takes along.
 */
void hosted_set_action(struct page_part *part, const struct hosted_session *s,
    const char *path, const char *framed_path);

/* Gives one field's value back, with what is wrong about it. */
void hosted_add_field(struct page_part *part, const struct hosted_form *form,
    enum hosted_field field);

/* The fields of a card or an account, and their test numbers in the head. */
void hosted_add_means(struct page_part *top, struct page_part *head,
    const struct hosted_session *s, const struct hosted_form *form);

#endif
