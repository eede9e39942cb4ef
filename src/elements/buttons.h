/*
 * buttons: the buy buttons of test mode, as a merchant declares them in the
 * file of TILL_BUY_BUTTONS:
 *
 *   {"buy_buttons": [{
 *      "id": "buy_btn_…",
 *      "payment_link": "plink_…",  the link it sells by; or
 *      "link": {…},                the API's own parameters for creating one,
 *                                  where an item may have a "lookup_key" in
 *                                  the place of its price
 *      "layout": "card",           or "button": nothing but the button
 *      "description": "…",         instead of the product's own
 *      "button": "Buy now"         its words, by what it sells when left out
 *   }, …]}
 *
 * A link that is declared is made when the button is first shown, and anew
 * when what it says or a price behind a lookup_key has changed.
 */
#ifndef TILL_ELEMENTS_BUTTONS_H
#define TILL_ELEMENTS_BUTTONS_H

#include <json-c/json.h>

#include "base/error.h"

struct buttons;

/*
 * Loads and checks the file at path; *out is the caller's (buttons_free).
 * TILL_EINPUT: the message names the file, the member and what is wrong.
 */
enum till_err buttons_load(const char *path, struct buttons **out,
    struct till_error *e);
void buttons_free(struct buttons *b); /* NULL is fine */

/* A button by its id, NULL when there is none; a loan for the life of b. */
struct json_object *buttons_find(const struct buttons *b, const char *id);

/* What finds the price of a lookup key; *id is cut to size. */
typedef enum till_err button_price(void *arg, const char *lookup_key,
    char *id, size_t size, struct till_error *e);

/*
 * The parameters of the link that a button declares, as a request would hold
 * them; *out is the caller's, NULL when it names a link by its id.
 */
enum till_err button_request(struct json_object *button, button_price *find,
    void *arg, struct json_object **out, struct till_error *e);

#endif
