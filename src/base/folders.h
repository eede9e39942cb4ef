/*
 * folders: several folders as one setting, with colons between them: a file
 * is the one of the first folder that has it.
 */
#ifndef TILL_BASE_FOLDERS_H
#define TILL_BASE_FOLDERS_H

#include <stdbool.h>

#define FOLDERS_PATH_MAX 4096

/*
 * The next folder of a list, whose rest *list becomes; empty ones are passed
 * over.  False at the end, or where a name is too long.
 */
bool folders_next(const char **list, char out[FOLDERS_PATH_MAX]);

/* The path of a file in the first folder that has it; false: none has. */
bool folders_find(const char *list, const char *file,
    char out[FOLDERS_PATH_MAX]);

#endif
