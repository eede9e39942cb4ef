/*
 * fuzz_records: any bytes as what waits in a FastCGI socket.  More bytes must
 * never make a request that was whole, or that was bad, look unfinished.
 */
#include <stdint.h>
#include <stdlib.h>

#include "http/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum http_records before = HTTP_RECORDS_PART;

	for (size_t len = 0; len <= size; len++) {
		enum http_records now = http_records_check(data, len);

		if (before == HTTP_RECORDS_BAD && now != HTTP_RECORDS_BAD)
			abort();
		if ((before == HTTP_RECORDS_WHOLE ||
			before == HTTP_RECORDS_MORE) &&
		    now != HTTP_RECORDS_MORE)
			abort();
		before = now;
	}
	return 0;
}
