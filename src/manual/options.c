/* options: see options.h. */
#include "manual/options.h"

const struct option_row call_options[OPTION_COUNT] = {
	[OPTION_DATA] = { "--data", "-d", "name=value",
	    "a parameter; once for each of them" },
	[OPTION_EXPAND] = { "--expand", "-e", "path",
	    "answer the object behind an id; once for each path" },
	[OPTION_TABLE] = { "--table", NULL, NULL,
	    "print a table in place of JSON" },
	[OPTION_IDEMPOTENCY_KEY] = { "--idempotency-key", NULL, "key",
	    "send this key, so that the same call again changes nothing" },
	[OPTION_API_BASE] = { "--api-base", NULL, "url",
	    "the API's address, in place of TILL_API_BASE" },
	[OPTION_API_KEY] = { "--api-key", NULL, "key",
	    "the secret key. Others on this machine can see it in the list "
	    "of processes: better set TILL_SECRET_KEY or "
	    "TILL_SECRET_KEY_FILE" },
	[OPTION_RETURNS] = { "--returns", NULL, NULL,
	    "with --help: the fields of what is answered, too" },
	[OPTION_HELP] = { "--help", "-h", NULL, "explain the call" },
};
