/*
 * id: names that cannot be guessed, a prefix and letters and digits from the
 * system's generator (behaviour.md 5.4).
 */
#ifndef TILL_BASE_ID_H
#define TILL_BASE_ID_H

#include <stddef.h>

#define ID_MAX 128 /* room for any id of the API with its NUL */

/*
 * Writes prefix and n random characters of [A-Za-z0-9] to out, which must
 * hold them with a NUL.  The system's generator cannot fail once seeded; were
 * it missing, the program ends, for a guessable id is worse.
 */
void id_new(char *out, size_t size, const char *prefix, size_t n);

#endif
