/* check_files: the files and folders that settings name; see check.h. */
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/check.h"
#include "page/page.h"
#include "shop/profile.h"

#define PATH_BYTES 4096
#define OTHERS (S_IROTH | S_IWOTH | S_IXOTH)

/* What a file system is known by, from statfs(2). */
static const struct {
	unsigned long type;
	const char *what;
} unsafe[] = {
	{ 0x01021994, "is in memory, where nothing outlives a restart" },
	{ 0x858458f6, "is in memory, where nothing outlives a restart" },
	{ 0x6969, "is on a network file system, where locks do not hold" },
	{ 0xff534d42, "is on a network file system, where locks do not hold" },
	{ 0xfe534d42, "is on a network file system, where locks do not hold" },
};

/* Who may read the file that a secret is in. */
static void
check_secret(struct check *c, enum setting which)
{
	const char *name = settings_name(which), *path;
	char file_name[64];
	struct stat st;

	if (check_text(c, which) == NULL)
		return;
	(void)snprintf(file_name, sizeof(file_name), "%s_FILE", name);
	path = c->source(name);
	if (path != NULL && *path != '\0') {
		check_say(c, CHECK_ADVICE, name, "stands in the environment; "
		    "a file that %s names can be kept from others", file_name);
		return;
	}
	path = c->source(file_name);
	if (path == NULL || stat(path, &st) != 0)
		return;
	if ((st.st_mode & OTHERS) != 0)
		check_say(c, CHECK_WRONG, path, "others on this machine may "
		    "use it (mode %04o): chmod o= %s",
		    (unsigned)st.st_mode & 07777U, path);
	else if ((st.st_mode & S_IWGRP) != 0)
		check_say(c, CHECK_ADVICE, path, "its group may change it "
		    "(mode %04o)", (unsigned)st.st_mode & 07777U);
	else
		check_say(c, CHECK_OK, path, "is read by its owner and group "
		    "alone");
}

/* The folder of a path, "." when it has none. */
static void
folder_of(const char *path, char out[static PATH_BYTES])
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		text_copy(out, PATH_BYTES, ".");
	else if (slash == path)
		text_copy(out, PATH_BYTES, "/");
	else
		(void)snprintf(out, PATH_BYTES, "%.*s", (int)(slash - path),
		    path);
}

/* Whether a file can be written in a folder so that it stays. */
static bool
keeps(const char *folder)
{
	char path[PATH_BYTES + 32];
	bool ok;
	int fd;

	(void)snprintf(path, sizeof(path), "%s/.till-check-XXXXXX", folder);
	fd = mkstemp(path);
	if (fd < 0)
		return false;
	ok = write(fd, "till", 4) == 4 && fsync(fd) == 0;
	(void)close(fd);
	(void)unlink(path);
	return ok;
}

static void
check_database(struct check *c)
{
	const char *name = settings_name(SETTING_SHOP_DB);
	const char *path = check_text(c, SETTING_SHOP_DB);
	char folder[PATH_BYTES];
	struct statfs fs;
	struct stat st;

	if (path == NULL) {
		check_say(c, CHECK_WRONG, name,
		    "is not set: orders are kept there");
		return;
	}
	folder_of(path, folder);
	if (statfs(folder, &fs) != 0) {
		check_say(c, CHECK_WRONG, name, "the folder %s: %s", folder,
		    strerror(errno));
		return;
	}
	for (size_t i = 0; i < nitems(unsafe); i++)
		if ((unsigned long)fs.f_type == unsafe[i].type) {
			check_say(c, CHECK_WRONG, name, "%s %s", folder,
			    unsafe[i].what);
			return;
		}
	if (!keeps(folder))
		check_say(c, CHECK_WRONG, name, "nothing can be written in "
		    "%s by whoever runs this: %s", folder, strerror(errno));
	else if (stat(path, &st) == 0 && (st.st_mode & OTHERS) != 0)
		check_say(c, CHECK_ADVICE, name, "%s holds what shoppers "
		    "ordered, and others may read it (mode %04o)", path,
		    (unsigned)st.st_mode & 07777U);
	else
		check_say(c, CHECK_OK, name, "%s", path);
}

/* A program that the worker runs. */
static void
check_program(struct check *c, enum setting which, const char *without)
{
	const char *name = settings_name(which), *path = check_text(c, which);
	struct stat st;

	if (path == NULL)
		check_say(c, CHECK_ADVICE, name, "is not set: %s", without);
	else if (stat(path, &st) != 0)
		check_say(c, CHECK_WRONG, name, "%s: %s", path,
		    strerror(errno));
	else if (!S_ISREG(st.st_mode) || access(path, X_OK) != 0)
		check_say(c, CHECK_WRONG, name, "%s is no program that can be "
		    "run", path);
	else if ((st.st_mode & S_IWOTH) != 0)
		check_say(c, CHECK_WRONG, name, "anybody may change %s", path);
	else if (*path != '/')
		check_say(c, CHECK_ADVICE, name, "%s depends on where the "
		    "worker is started", path);
	else
		check_say(c, CHECK_OK, name, "%s", path);
}

/* Addresses in a profile that the API does not take in live mode. */
static bool
has_plain_address(struct json_object *profile)
{
	static const char *const names[] = { "success_url", "cancel_url",
		"return_url" };

	for (size_t i = 0; i < nitems(names); i++)
		if (strncmp(json_text_or(profile, names[i], "https"), "https",
			5) != 0)
			return true;
	return false;
}

static void
check_profiles(struct check *c)
{
	const char *name = settings_name(SETTING_PROFILES);
	const char *folder = check_text(c, SETTING_PROFILES);
	struct profiles *profiles = NULL;
	struct json_object *profile;
	const char *which;
	struct till_error e;
	bool plain = false;

	till_error_clear(&e);
	if (folder == NULL) {
		check_say(c, CHECK_WRONG, name,
		    "is not set: checkout is described there");
		return;
	}
	if (profiles_load(folder, &profiles, &e) != TILL_OK) {
		check_say(c, CHECK_WRONG, name, "%s", e.message);
		return;
	}
	for (size_t i = 0; (profile = profiles_at(profiles, i, &which)) != NULL;
	     i++)
		if (has_plain_address(profile)) {
			plain = true;
			check_say(c, CHECK_WRONG, name, "%s/%s.json has an "
			    "address that is not https", folder, which);
		}
	if (!plain)
		check_say(c, CHECK_OK, name, "%s", folder);
	profiles_free(profiles);
}

static void
check_templates(struct check *c)
{
	const char *name = settings_name(SETTING_TEMPLATES);
	const char *folders = check_text(c, SETTING_TEMPLATES);
	struct till_error e;

	till_error_clear(&e);
	if (folders != NULL && page_folder(folders, &e) != TILL_OK)
		check_say(c, CHECK_WRONG, name, "%s", e.message);
	else if (folders != NULL)
		check_say(c, CHECK_OK, name, "%s", folders);
}

/* What libcurl believes https servers by. */
static void
check_authorities(struct check *c)
{
	char *file = NULL, *folder = NULL;
	CURL *curl = curl_easy_init();

	if (curl == NULL)
		return;
	(void)curl_easy_getinfo(curl, CURLINFO_CAINFO, &file);
	(void)curl_easy_getinfo(curl, CURLINFO_CAPATH, &folder);
	if (file != NULL && access(file, R_OK) == 0)
		check_say(c, CHECK_OK, "certificates", "%s", file);
	else if (file == NULL && folder != NULL && access(folder, R_OK) == 0)
		check_say(c, CHECK_OK, "certificates", "%s", folder);
	else
		check_say(c, CHECK_WRONG, "certificates", "%s cannot be read, "
		    "so that no https server is believed: apt-get install "
		    "ca-certificates",
		    file != NULL ? file : "a file of authorities");
	curl_easy_cleanup(curl);
}

void
check_files(struct check *c)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (settings_is_secret((enum setting)i))
			check_secret(c, (enum setting)i);
	check_profiles(c);
	check_templates(c);
	check_database(c);
	check_program(c, SETTING_FULFIL,
	    "paid orders wait for a person, in: till orders");
	if (check_text(c, SETTING_RELEASE) != NULL)
		check_program(c, SETTING_RELEASE, "");
	check_authorities(c);
}
