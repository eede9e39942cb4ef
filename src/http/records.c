/*
 * records: whether a whole FastCGI request has arrived, told from the bytes
 * that wait in the socket (FastCGI specification 3.3 and 5.3: a request
 * begins with FCGI_BEGIN_REQUEST and ends with an empty FCGI_STDIN).
 */
#include <fastcgi.h>

#include "http/internal.h"

struct record {
	unsigned version, type, id;
	size_t content, size; /* size: with header and padding */
};

static struct record
read_header(const unsigned char *p)
{
	struct record r = {
		.version = p[0],
		.type = p[1],
		.id = (unsigned)p[2] << 8 | p[3],
		.content = (size_t)p[4] << 8 | p[5],
	};

	r.size = FCGI_HEADER_LEN + r.content + p[6];
	return r;
}

enum http_records
http_records_check(const unsigned char *bytes, size_t len)
{
	size_t at = 0;
	unsigned id = 0; /* no request has this one */

	while (len - at >= FCGI_HEADER_LEN) {
		struct record r = read_header(bytes + at);

		if (r.version != FCGI_VERSION_1)
			return HTTP_RECORDS_BAD;
		if (r.size > len - at)
			break;
		at += r.size;
		if (id == 0 && r.type == FCGI_BEGIN_REQUEST)
			id = r.id;
		if (id != 0 && r.type == FCGI_STDIN && r.id == id &&
		    r.content == 0)
			return at == len ? HTTP_RECORDS_WHOLE :
					   HTTP_RECORDS_MORE;
	}
	return HTTP_RECORDS_PART;
}
