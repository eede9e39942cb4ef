/* id: see id.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/id.h"
#include "base/log.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

void
id_new(char *out, size_t size, const char *prefix, size_t n)
{
	size_t at = strlen(prefix);
	unsigned char pool[ID_MAX];
	size_t have = 0, used = 0;

	if (at + n + 1 > size) {
		log_write(LOG_ERROR, "no room for an id %s", prefix);
		abort();
	}
	memcpy(out, prefix, at);
	while (n > 0) {
		unsigned char byte;

		if (used == have) {
			ssize_t got = getrandom(pool, sizeof(pool), 0);

			if (got <= 0) {
				log_write(LOG_ERROR, "no random numbers");
				abort();
			}
			have = (size_t)got;
			used = 0;
		}
		byte = pool[used++];
		/* 248 is 4 times 62: above it a character would be likelier. */
		if (byte >= 248)
			continue;
		out[at++] = alphabet[byte % 62];
		n--;
	}
	out[at] = '\0';
}
