/* file: whole small files, such as what a merchant writes for Till. */
#ifndef TILL_BASE_FILE_H
#define TILL_BASE_FILE_H

#include <json-c/json.h>

#include "base/buf.h"
#include "base/error.h"

/*
 * Appends the file at path to out, whose ceiling is the longest file taken.
 * TILL_EINPUT: it cannot be read or is longer; the message names it.
 */
enum till_err file_read(const char *path, struct buf *out,
    struct till_error *e);

/*
 * Reads a file of at most max bytes that is one JSON object; *out is the
 * caller's (json_object_put), NULL on error.  TILL_EINPUT: it cannot be read,
 * is longer or is no such object; the message names it.
 */
enum till_err file_json(const char *path, size_t max,
    struct json_object **out, struct till_error *e);

#endif
