/* What http makes of a request and lets into an answer, as rows. */
#include <check.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "http/internal.h"

/* A request from variables; path is its buffer. */
static struct http_request
request_of(const char *const *env, struct buf *path)
{
	struct http_request req;

	buf_init(path, HTTP_PATH_MAX);
	http_request_init(&req, (char **)env, path);
	return req;
}

static const struct {
	const char *env[5];
	enum http_method method;
	const char *path, *query;
} requests[] = {
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=/a/b?c=d&e",
	      "QUERY_STRING=c=d&e", "SCRIPT_NAME=/other" },
	    HTTP_GET, "/a/b", "c=d&e" },
	{ { "REQUEST_METHOD=HEAD", "REQUEST_URI=/a%20b" }, HTTP_GET, "/a%20b",
	    "" },
	{ { "REQUEST_METHOD=POST", "REQUEST_URI=/a?b?c" }, HTTP_POST, "/a",
	    "b?c" },
	{ { "REQUEST_METHOD=DELETE", "REQUEST_URI=/a#b" }, HTTP_DELETE, "/a",
	    "" },
	{ { "REQUEST_METHOD=OPTIONS", "REQUEST_URI=*" }, HTTP_OPTIONS, "/",
	    "" },
	{ { "REQUEST_METHOD=get", "REQUEST_URI=/" }, HTTP_OTHER, "/", "" },
	{ { "REQUEST_METHOD=PUT", "REQUEST_URI=//a//" }, HTTP_OTHER, "//a//",
	    "" },
	{ { "SCRIPT_NAME=/cgi-bin/x", "PATH_INFO=/a b%\xc3\xa4/c" },
	    HTTP_OTHER, "/cgi-bin/x/a%20b%25%C3%A4/c", "" },
	{ { "REQUEST_METHOD=GET", "REQUEST_URI=http://h/p", "SCRIPT_NAME=/p",
	      "QUERY_STRING=" },
	    HTTP_GET, "/p", "" },
	{ { NULL }, HTTP_OTHER, "/", "" },
};

START_TEST(request_row)
{
	struct buf path;
	struct http_request req = request_of(requests[_i].env, &path);

	ck_assert_int_eq(req.method, requests[_i].method);
	ck_assert_str_eq(req.path, requests[_i].path);
	ck_assert_str_eq(req.query, requests[_i].query);
	ck_assert_str_eq(req.body, "");
	ck_assert_str_eq(req.content_type, "");
	buf_free(&path);
}
END_TEST

static const char *const some_env[] = { "CONTENT_TYPE=text/x",
	"CONTENT_LENGTH=7", "HTTP_CONTENT_TYPE=text/evil",
	"HTTP_IDEMPOTENCY_KEY=k=v", "HTTP_ACCEPT=", "REMOTE_ADDR=::1", NULL };

static const struct {
	const char *name, *value;
} headers[] = {
	{ "Idempotency-Key", "k=v" },
	{ "idempotency-key", "k=v" },
	{ "Content-Type", "text/x" },
	{ "content-length", "7" },
	{ "Accept", "" },
	{ "Idempotency", NULL },
	{ "Remote-Addr", NULL },
	{ "", NULL },
	{ "X-0123456789012345678901234567890123456789012345678901234567890123"
	  "4567890123456789012345678901234567890123456789012345678901234567",
	    NULL },
};

START_TEST(header_row)
{
	struct buf path;
	struct http_request req = request_of(some_env, &path);
	const char *value = http_header(&req, headers[_i].name);

	if (headers[_i].value == NULL)
		ck_assert_ptr_null(value);
	else
		ck_assert_str_eq(value, headers[_i].value);
	ck_assert_str_eq(http_variable(&req, "REMOTE_ADDR"), "::1");
	ck_assert_ptr_null(http_variable(&req, "REMOTE"));
	buf_free(&path);
}
END_TEST

static const struct {
	const char *header, *name, *value; /* NULL: absent */
	size_t size;
} cookies[] = {
	{ "HTTP_COOKIE=a=1; b=2", "a", "1", 16 },
	{ "HTTP_COOKIE=a=1; b=2", "b", "2", 16 },
	{ "HTTP_COOKIE=a=1;b=2", "b", "2", 16 },
	{ "HTTP_COOKIE=a=1; b=2", "c", NULL, 16 },
	{ "HTTP_COOKIE=aa=1; ba=2; a=3", "a", "3", 16 },
	{ "HTTP_COOKIE=a=first; a=second", "a", "first", 16 },
	{ "HTTP_COOKIE=a=x=y==; b", "a", "x=y==", 16 },
	{ "HTTP_COOKIE=a=; b=2", "a", "", 16 },
	{ "HTTP_COOKIE=a", "a", NULL, 16 },
	{ "HTTP_COOKIE=  ;; a=1  ; b=2", "a", "1", 16 },
	{ "HTTP_COOKIE=A=1", "a", NULL, 16 },
	{ "HTTP_COOKIE=a=1234", "a", "1234", 5 },
	{ "HTTP_COOKIE=a=1234", "a", NULL, 4 },
	{ "HTTP_COOKIE=", "a", NULL, 16 },
	{ "HTTP_OTHER=a=1", "a", NULL, 16 },
};

START_TEST(cookie_row)
{
	const char *const env[] = { cookies[_i].header, NULL };
	struct buf path;
	struct http_request req = request_of(env, &path);
	char out[16] = "unchanged";
	bool there = http_cookie(&req, cookies[_i].name, out,
	    cookies[_i].size);

	ck_assert_int_eq(there, cookies[_i].value != NULL);
	ck_assert_str_eq(out, there ? cookies[_i].value : "unchanged");
	buf_free(&path);
}
END_TEST

static const struct {
	const char *site, *origin, *url;
	bool ours;
} sites[] = {
	/* A client that sends neither is no browser of today. */
	{ NULL, NULL, "https://shop.example", true },
	{ "HTTP_SEC_FETCH_SITE=same-origin", NULL, "https://shop.example",
	    true },
	{ "HTTP_SEC_FETCH_SITE=none", NULL, "https://shop.example", true },
	{ "HTTP_SEC_FETCH_SITE=same-site", NULL, "https://shop.example",
	    false },
	{ "HTTP_SEC_FETCH_SITE=cross-site", NULL, "https://shop.example",
	    false },
	{ "HTTP_SEC_FETCH_SITE=", NULL, "https://shop.example", false },
	{ "HTTP_SEC_FETCH_SITE=same-origin",
	    "HTTP_ORIGIN=https://shop.example", "https://shop.example", true },
	{ "HTTP_SEC_FETCH_SITE=cross-site",
	    "HTTP_ORIGIN=https://shop.example", "https://shop.example",
	    false },
	{ "HTTP_SEC_FETCH_SITE=same-origin", "HTTP_ORIGIN=https://evil.example",
	    "https://shop.example", false },
	{ NULL, "HTTP_ORIGIN=https://shop.example", "https://shop.example",
	    true },
	{ NULL, "HTTP_ORIGIN=https://SHOP.example",
	    "https://shop.example/till", true },
	{ NULL, "HTTP_ORIGIN=https://shop.example:443", "https://shop.example",
	    true },
	{ NULL, "HTTP_ORIGIN=https://shop.example",
	    "https://shop.example:443", true },
	{ NULL, "HTTP_ORIGIN=http://127.0.0.1:8080", "http://127.0.0.1:8080",
	    true },
	{ NULL, "HTTP_ORIGIN=http://127.0.0.1:8081", "http://127.0.0.1:8080",
	    false },
	{ NULL, "HTTP_ORIGIN=http://shop.example", "https://shop.example",
	    false },
	{ NULL, "HTTP_ORIGIN=https://shop.example.evil.example",
	    "https://shop.example", false },
	{ NULL, "HTTP_ORIGIN=https://a.shop.example", "https://shop.example",
	    false },
	{ NULL, "HTTP_ORIGIN=https://shop.exampl", "https://shop.example",
	    false },
	{ NULL, "HTTP_ORIGIN=null", "https://shop.example", false },
	{ NULL, "HTTP_ORIGIN=", "https://shop.example", false },
	{ NULL, "HTTP_ORIGIN=https://", "https://", false },
	{ NULL, "HTTP_ORIGIN=https://shop.example", NULL, false },
	{ NULL, NULL, NULL, true },
};

START_TEST(site_row)
{
	const char *env[3] = { NULL };
	size_t n = 0;
	struct http_request req;
	struct buf path;

	if (sites[_i].site != NULL)
		env[n++] = sites[_i].site;
	if (sites[_i].origin != NULL)
		env[n++] = sites[_i].origin;
	req = request_of(env, &path);
	ck_assert_int_eq(http_same_site(&req, sites[_i].url), sites[_i].ours);
	buf_free(&path);
}
END_TEST

static const struct {
	const char *accept;
	bool json;
} accepts[] = {
	{ "HTTP_ACCEPT=application/json", true },
	{ "HTTP_ACCEPT=Application/JSON; charset=utf-8", true },
	{ "HTTP_ACCEPT=text/plain, application/json", true },
	{ "HTTP_ACCEPT=application/json, text/html;q=0.9", true },
	{ "HTTP_ACCEPT=application/json, */*", true },
	{ "HTTP_ACCEPT=text/html, application/json;q=0.9", false },
	{ "HTTP_ACCEPT=text/html;q=0.5,application/json;q=0.8", true },
	{ "HTTP_ACCEPT=application/json;q=0", false },
	{ "HTTP_ACCEPT=application/json;v=1; q=0", false },
	{ "HTTP_ACCEPT=application/jsonp", false },
	{ "HTTP_ACCEPT=text/html,application/xhtml+xml,*/*;q=0.8", false },
	{ "HTTP_ACCEPT=*/*", false },
	{ "HTTP_ACCEPT=", false },
	{ "HTTP_OTHER=application/json", false },
};

START_TEST(accept_row)
{
	const char *const env[] = { accepts[_i].accept, NULL };
	struct buf path;
	struct http_request req = request_of(env, &path);

	ck_assert_int_eq(http_wants_json(&req), accepts[_i].json);
	buf_free(&path);
}
END_TEST

static const struct {
	const char *pattern, *path;
	bool fits;
	const char *capture[HTTP_CAPTURES];
} paths[] = {
	{ "/", "/", true, { NULL } },
	{ "/a", "/a", true, { NULL } },
	{ "/a", "/a/", false, { NULL } },
	{ "/a", "/ab", false, { NULL } },
	{ "/ab", "/a", false, { NULL } },
	{ "/a", "a", false, { NULL } },
	{ "/a/:id", "/a/x1", true, { "x1" } },
	{ "/a/:id", "/a/", false, { NULL } },
	{ "/a/:id", "/a/x/", false, { NULL } },
	{ "/a/:id", "/a/x%20%C3%A4+", true, { "x \xc3\xa4+" } },
	{ "/a/:id", "/a/x%2Fy", true, { "x/y" } },
	{ "/a/:id", "/a/x%2", false, { NULL } },
	{ "/a/:id", "/a/%zz", false, { NULL } },
	{ "/a/:id", "/a/%00", false, { NULL } },
	{ "/a/:id", "/a/%ff", false, { NULL } },
	{ "/a/:id/b", "/a/x/b", true, { "x" } },
	{ "/a/:id/b", "/a/x/c", false, { NULL } },
	{ "/a/:id/b/:other", "/a/x/b/y", true, { "x", "y" } },
	{ "/:a/:b/:c/:d", "/1/2/3/4", true, { "1", "2", "3", "4" } },
	{ "/:a/:b/:c/:d/:e", "/1/2/3/4/5", false, { NULL } },
	{ "/a/*", "/a/b/c%20d", true, { "b/c%20d" } },
	{ "/a/*", "/a/", true, { "" } },
	{ "/a/*", "/a", false, { NULL } },
	{ "/:a/*", "/x/y/z", true, { "x", "y/z" } },
	{ "/a*b", "/a*b", true, { NULL } },
};

START_TEST(path_row)
{
	char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX] = { "" };
	bool fits = http_path_match(paths[_i].pattern, paths[_i].path,
	    capture);

	ck_assert_int_eq(fits, paths[_i].fits);
	for (size_t i = 0; fits && i < HTTP_CAPTURES; i++)
		ck_assert_str_eq(capture[i], paths[_i].capture[i] != NULL ?
		    paths[_i].capture[i] : "");
}
END_TEST

/* A capture has its limit; a longer segment is nobody's. */
START_TEST(long_capture)
{
	char capture[HTTP_CAPTURES][HTTP_CAPTURE_MAX] = { "" };
	char path[HTTP_CAPTURE_MAX + 2];

	memset(path, 'x', sizeof(path));
	path[0] = '/';
	path[HTTP_CAPTURE_MAX] = '\0';
	ck_assert(http_path_match("/:id", path, capture));
	ck_assert_uint_eq(strlen(capture[0]), HTTP_CAPTURE_MAX - 1);
	ck_assert(http_path_match("/*", path, capture));
	path[HTTP_CAPTURE_MAX] = 'x';
	path[HTTP_CAPTURE_MAX + 1] = '\0';
	ck_assert(!http_path_match("/:id", path, capture));
	ck_assert(!http_path_match("/*", path, capture));
}
END_TEST

static const struct {
	const char *name, *value;
	enum till_err err;
} set_headers[] = {
	{ "X-A", "b", TILL_OK },
	{ "X-A", "", TILL_OK },
	{ "X-A", "a \"b\"; c=d, \xc3\xa4", TILL_OK },
	{ "X-A", "b\r\nSet-Cookie: evil=1", TILL_EINPUT },
	{ "X-A", "b\rc", TILL_EINPUT },
	{ "X-A", "b\nc", TILL_EINPUT },
	{ "X-A", "\n", TILL_EINPUT },
	{ "X-A", "b\tc", TILL_EINPUT },
	{ "X-A", "\x01", TILL_EINPUT },
	{ "X-A", "\x1b[0m", TILL_EINPUT },
	{ "X-A", "\x7f", TILL_EINPUT },
	{ "X-A: b\r\nX-B", "c", TILL_EINPUT },
	{ "X A", "b", TILL_EINPUT },
	{ "X:A", "b", TILL_EINPUT },
	{ "X\xc3\xa4", "b", TILL_EINPUT },
	{ "", "b", TILL_EINPUT },
	{ "Content-Length", "5", TILL_EINPUT },
	{ "status", "200", TILL_EINPUT },
	{ "Transfer-Encoding", "chunked", TILL_EINPUT },
	{ "Request-Id", "req_mine", TILL_EINPUT },
	{ "X-Content-Type-Options", "sniff", TILL_EINPUT },
};

START_TEST(set_header_row)
{
	struct http_response res;
	char want[128] = "";

	http_response_init(&res);
	ck_assert_int_eq(http_set_header(&res, set_headers[_i].name,
			     set_headers[_i].value),
	    set_headers[_i].err);
	if (set_headers[_i].err == TILL_OK)
		(void)snprintf(want, sizeof(want), "%s: %s\r\n",
		    set_headers[_i].name, set_headers[_i].value);
	ck_assert_str_eq(buf_text(&res.headers), want);
	http_response_free(&res);
}
END_TEST

START_TEST(headers_of_one_answer)
{
	struct http_response res;
	char *wide = calloc(1, HTTP_HEADERS_MAX + 1);

	http_response_init(&res);
	ck_assert(!res.has_type && !res.has_cache);
	http_set_header(&res, "Content-Type", "a/b");
	http_set_header(&res, "X-A", "1");
	http_set_header(&res, "cache-control", "private");
	http_set_header(&res, "x-a", "2");
	http_set_header(&res, "content-type", "c/d");
	ck_assert(res.has_type && res.has_cache);
	ck_assert_str_eq(buf_text(&res.headers),
	    "X-A: 1\r\ncache-control: private\r\nx-a: 2\r\n"
	    "content-type: c/d\r\n");
	http_response_reset(&res, 404);
	ck_assert(!res.has_type && !res.has_cache);
	ck_assert_int_eq(res.status, 404);
	ck_assert_str_eq(buf_text(&res.headers), "");
	memset(wide, 'x', HTTP_HEADERS_MAX);
	ck_assert_int_eq(http_set_header(&res, "X-Wide", wide), TILL_EMEM);
	http_response_free(&res);
	free(wide);
}
END_TEST

static const struct {
	struct http_cookie_spec spec;
	const char *line; /* NULL: refused */
} set_cookies[] = {
	{ { "a", "1", 0, false, false },
	    "a=1; Path=/; SameSite=Lax; HttpOnly" },
	{ { "a", "1", 60, true, false },
	    "a=1; Path=/; SameSite=Lax; Max-Age=60; Secure; HttpOnly" },
	{ { "a", "", -1, false, true },
	    "a=; Path=/; SameSite=Lax; Max-Age=0" },
	{ { "__Host-a", "x.y-z_~!", 0, true, true },
	    "__Host-a=x.y-z_~!; Path=/; SameSite=Lax; Secure" },
	{ { "a", "1; Domain=evil.example", 0, false, false }, NULL },
	{ { "a", "1\r\nX: y", 0, false, false }, NULL },
	{ { "a", "1 2", 0, false, false }, NULL },
	{ { "a", "\"1\"", 0, false, false }, NULL },
	{ { "a", "1,2", 0, false, false }, NULL },
	{ { "a", "1\\2", 0, false, false }, NULL },
	{ { "a", "\xc3\xa4", 0, false, false }, NULL },
	{ { "a=b", "1", 0, false, false }, NULL },
	{ { "", "1", 0, false, false }, NULL },
};

START_TEST(set_cookie_row)
{
	struct http_response res;
	char want[128] = "";
	enum till_err err;

	http_response_init(&res);
	err = http_set_cookie(&res, &set_cookies[_i].spec);
	if (set_cookies[_i].line != NULL)
		(void)snprintf(want, sizeof(want), "Set-Cookie: %s\r\n",
		    set_cookies[_i].line);
	ck_assert_int_eq(err,
	    set_cookies[_i].line != NULL ? TILL_OK : TILL_EINPUT);
	ck_assert_str_eq(buf_text(&res.headers), want);
	http_response_free(&res);
}
END_TEST

START_TEST(cookie_too_long)
{
	struct http_response res;
	char value[5000];

	memset(value, 'x', sizeof(value));
	value[sizeof(value) - 1] = '\0';
	http_response_init(&res);
	ck_assert_int_eq(http_set_cookie(&res,
			     &(struct http_cookie_spec){ .name = "a",
				 .value = value }),
	    TILL_EINPUT);
	ck_assert_str_eq(buf_text(&res.headers), "");
	http_response_free(&res);
}
END_TEST

static const struct {
	const char *url;
	enum till_err err;
} redirects[] = {
	{ "https://shop.example/a?b=c#d", TILL_OK },
	{ "/relative", TILL_OK },
	{ "/a\r\nX: y", TILL_EINPUT },
	{ "/a b", TILL_EINPUT },
	{ "", TILL_EINPUT },
};

START_TEST(redirect_row)
{
	struct http_response res;
	char want[128] = "";

	http_response_init(&res);
	buf_add_text(&res.body, "gone");
	ck_assert_int_eq(http_redirect(&res, 303, redirects[_i].url),
	    redirects[_i].err);
	if (redirects[_i].err == TILL_OK) {
		(void)snprintf(want, sizeof(want), "Location: %s\r\n",
		    redirects[_i].url);
		ck_assert_int_eq(res.status, 303);
		ck_assert_str_eq(buf_text(&res.body), "");
	}
	ck_assert_str_eq(buf_text(&res.headers), want);
	http_response_free(&res);
}
END_TEST

START_TEST(json_answer)
{
	struct json_object *value = json_object_new_object();
	struct http_response res;

	json_put_text(value, "id", "a/b");
	http_response_init(&res);
	ck_assert_int_eq(http_json(&res, 402, value), TILL_OK);
	ck_assert_int_eq(res.status, 402);
	ck_assert_str_eq(buf_text(&res.body), "{\n  \"id\": \"a/b\"\n}");
	ck_assert_str_eq(buf_text(&res.headers),
	    "Content-Type: application/json\r\n");
	http_response_free(&res);
	json_object_put(value);
}
END_TEST

static const struct {
	const char *method, *query, *type, *body;
	const char *tree; /* NULL: TILL_EINPUT */
} inputs[] = {
	{ "REQUEST_METHOD=GET", "QUERY_STRING=a[b]=1&c=%20", "CONTENT_TYPE=",
	    "", "{\"a\":{\"b\":\"1\"},\"c\":\" \"}" },
	{ "REQUEST_METHOD=GET", "QUERY_STRING=", "CONTENT_TYPE=", "", "{}" },
	{ "REQUEST_METHOD=GET", "QUERY_STRING=a=%zz", "CONTENT_TYPE=", "",
	    NULL },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=x=y",
	    "CONTENT_TYPE=application/x-www-form-urlencoded", "a=1",
	    "{\"a\":\"1\"}" },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=",
	    "CONTENT_TYPE=Application/X-WWW-Form-URLencoded; charset=UTF-8",
	    "a=1", "{\"a\":\"1\"}" },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=x=y", "CONTENT_TYPE=", "",
	    "{}" },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=",
	    "CONTENT_TYPE=application/json", "{\"a\":[1,true,null]}",
	    "{\"a\":{\"0\":\"1\",\"1\":\"true\",\"2\":\"\"}}" },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=",
	    "CONTENT_TYPE=application/json", "{\"a\":", NULL },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=",
	    "CONTENT_TYPE=application/json", "[1]", NULL },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=", "CONTENT_TYPE=text/plain",
	    "a=1", NULL },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=",
	    "CONTENT_TYPE=application/jsonx", "{}", NULL },
	{ "REQUEST_METHOD=POST", "QUERY_STRING=", "CONTENT_TYPE=", "a=1",
	    NULL },
	{ "REQUEST_METHOD=DELETE", "QUERY_STRING=a=1", "CONTENT_TYPE=", "",
	    "{\"a\":\"1\"}" },
};

START_TEST(input_row)
{
	const char *const env[] = { inputs[_i].method, inputs[_i].query,
		inputs[_i].type, NULL };
	struct json_object *tree = NULL;
	struct http_request req;
	struct till_error e;
	struct buf path;
	enum till_err err;

	till_error_clear(&e);
	req = request_of(env, &path);
	req.body = inputs[_i].body;
	req.body_len = strlen(req.body);
	err = http_form(&req, &tree, &e);
	if (inputs[_i].tree == NULL) {
		ck_assert_int_eq(err, TILL_EINPUT);
		ck_assert_int_eq(e.kind, TILL_EINPUT);
		ck_assert_str_ne(e.message, "");
		ck_assert_ptr_null(tree);
	} else {
		ck_assert_int_eq(err, TILL_OK);
		ck_assert_str_eq(json_object_to_json_string_ext(tree,
				     JSON_C_TO_STRING_PLAIN),
		    inputs[_i].tree);
	}
	json_object_put(tree);
	buf_free(&path);
}
END_TEST

#define BEGIN "\1\1\0\1\0\10\0\0\0\1\1\0\0\0\0\0"
#define PARAMS "\1\4\0\1\0\4\4\0\1\1AB\0\0\0\0"
#define NO_PARAMS "\1\4\0\1\0\0\0\0"
#define STDIN_A "\1\5\0\1\0\1\0\0A"
#define NO_STDIN "\1\5\0\1\0\0\0\0"
#define VALUES "\1\11\0\0\0\0\0\0"
#define ROW(text, state) { text, sizeof(text) - 1, state }

static const struct {
	const char *bytes;
	size_t len;
	enum http_records state;
} records[] = {
	ROW("", HTTP_RECORDS_PART),
	ROW("\1", HTTP_RECORDS_PART),
	ROW(BEGIN, HTTP_RECORDS_PART),
	ROW(BEGIN PARAMS NO_PARAMS, HTTP_RECORDS_PART),
	ROW(BEGIN PARAMS NO_PARAMS NO_STDIN, HTTP_RECORDS_WHOLE),
	ROW(BEGIN PARAMS NO_PARAMS STDIN_A, HTTP_RECORDS_PART),
	ROW(BEGIN PARAMS NO_PARAMS STDIN_A NO_STDIN, HTTP_RECORDS_WHOLE),
	ROW(BEGIN PARAMS NO_PARAMS STDIN_A "\1\5\0\1\0\0\0",
	    HTTP_RECORDS_PART),
	ROW(BEGIN NO_PARAMS "\1\5\0\1\0\0\3\0xx", HTTP_RECORDS_PART),
	ROW(BEGIN NO_PARAMS "\1\5\0\1\0\0\3\0xxx", HTTP_RECORDS_WHOLE),
	ROW(BEGIN NO_PARAMS NO_STDIN BEGIN, HTTP_RECORDS_MORE),
	ROW(BEGIN NO_PARAMS NO_STDIN "\1", HTTP_RECORDS_MORE),
	/* The end of a request that nobody began, or of another one. */
	ROW(NO_STDIN, HTTP_RECORDS_PART),
	ROW(BEGIN "\1\5\0\2\0\0\0\0", HTTP_RECORDS_PART),
	ROW(VALUES BEGIN NO_PARAMS NO_STDIN, HTTP_RECORDS_WHOLE),
	ROW("GET / HTTP/1.1\r\n", HTTP_RECORDS_BAD),
	ROW(BEGIN "\2\5\0\1\0\0\0\0", HTTP_RECORDS_BAD),
};

START_TEST(record_row)
{
	ck_assert_int_eq(http_records_check(
			     (const unsigned char *)records[_i].bytes,
			     records[_i].len),
	    records[_i].state);
}
END_TEST

static const struct {
	unsigned methods;
	const char *text;
} allows[] = {
	{ HTTP_GET, "GET, HEAD" },
	{ HTTP_POST, "POST" },
	{ HTTP_GET | HTTP_POST | HTTP_DELETE | HTTP_OPTIONS,
	    "GET, HEAD, POST, DELETE, OPTIONS" },
	{ 0, "" },
};

START_TEST(allow_row)
{
	char text[HTTP_ALLOW_SIZE];

	http_route_allow(allows[_i].methods, text);
	ck_assert_str_eq(text, allows[_i].text);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rows");
	Suite *s = suite_create("http");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, request_row, 0, nitems(requests));
	tcase_add_loop_test(tc, header_row, 0, nitems(headers));
	tcase_add_loop_test(tc, cookie_row, 0, nitems(cookies));
	tcase_add_loop_test(tc, site_row, 0, nitems(sites));
	tcase_add_loop_test(tc, accept_row, 0, nitems(accepts));
	tcase_add_loop_test(tc, path_row, 0, nitems(paths));
	tcase_add_test(tc, long_capture);
	tcase_add_loop_test(tc, set_header_row, 0, nitems(set_headers));
	tcase_add_test(tc, headers_of_one_answer);
	tcase_add_loop_test(tc, set_cookie_row, 0, nitems(set_cookies));
	tcase_add_test(tc, cookie_too_long);
	tcase_add_loop_test(tc, redirect_row, 0, nitems(redirects));
	tcase_add_test(tc, json_answer);
	tcase_add_loop_test(tc, input_row, 0, nitems(inputs));
	tcase_add_loop_test(tc, record_row, 0, nitems(records));
	tcase_add_loop_test(tc, allow_row, 0, nitems(allows));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed != 0;
}
