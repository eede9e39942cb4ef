/* folders: see folders.h. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/folders.h"

bool
folders_next(const char **list, char out[static FOLDERS_PATH_MAX])
{
	size_t len;

	*list += strspn(*list, ":");
	len = strcspn(*list, ":");
	if (len == 0 || len >= FOLDERS_PATH_MAX)
		return false;
	memcpy(out, *list, len);
	out[len] = '\0';
	*list += len;
	return true;
}

bool
folders_find(const char *list, const char *file,
    char out[static FOLDERS_PATH_MAX])
{
	char folder[FOLDERS_PATH_MAX];

	while (folders_next(&list, folder))
		if (snprintf(out, FOLDERS_PATH_MAX, "%s/%s", folder, file) <
			FOLDERS_PATH_MAX &&
		    access(out, F_OK) == 0)
			return true;
	return false;
}
