/* preview: the command preview: a template with sample data in it. */
#include <stdio.h>
#include <string.h>

#include "base/folders.h"
#include "base/json.h"
#include "cli/cli.h"
#include "hosted/wording.h"
#include "page/page.h"
#include "page/sample.h"

#define DATA_MAX ((size_t)1024 * 1024)
#define PAGE_MAX ((size_t)8 * 1024 * 1024)

struct preview {
	const char *name, *data, *language, *out;
	const char *folders, *merchant;
};

static bool
read_words(int argc, char **argv, struct preview *p)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--data") == 0 && i + 1 < argc)
			p->data = argv[++i];
		else if (strcmp(argv[i], "--language") == 0 && i + 1 < argc)
			p->language = argv[++i];
		else if (strcmp(argv[i], "--out") == 0 && i + 1 < argc)
			p->out = argv[++i];
		else if (p->name == NULL && argv[i][0] != '-')
			p->name = argv[i];
		else
			return false;
	}
	return p->name != NULL;
}

/* What was given, else the sample of the template, else NULL. */
static enum till_err
load_data(const struct preview *p, struct json_object **out,
    struct till_error *e)
{
	char file[256], path[FOLDERS_PATH_MAX];
	const char *dot = strrchr(p->name, '.');

	*out = NULL;
	if (p->data != NULL)
		return json_load(p->data, DATA_MAX, out, e);
	(void)snprintf(file, sizeof(file), "samples/%.*s.json",
	    (int)(dot != NULL ? dot - p->name : 0), p->name);
	return folders_find(p->folders, file, path) ?
	    json_load(path, DATA_MAX, out, e) :
	    TILL_OK;
}

static enum till_err
render(const struct preview *p, struct buf *html, struct till_error *e)
{
	struct json_object *data = NULL;
	struct page *page = NULL;
	struct wording wording;
	enum till_err err;

	err = page_folder(p->folders, e);
	if (err == TILL_OK)
		err = wording_load(p->folders, p->merchant, e);
	if (err == TILL_OK)
		err = load_data(p, &data, e);
	if (err == TILL_OK)
		err = page_open(p->name, &page, e);
	if (err == TILL_OK) {
		wording_choose(&wording, p->language, NULL);
		wording_fill(&wording, page);
		err = page_sample(page, p->name, data, e);
	}
	if (err == TILL_OK)
		err = page_render(page, html, e);
	page_free(page);
	json_object_put(data);
	return err;
}

static int
print(const struct preview *p, const struct buf *html)
{
	FILE *to;
	bool good;

	if (p->out == NULL) {
		(void)fwrite(buf_text(html), 1, html->len, stdout);
		return cli_flush();
	}
	to = fopen(p->out, "we");
	good = to != NULL &&
	    fwrite(buf_text(html), 1, html->len, to) == html->len;
	if (to != NULL)
		good = fclose(to) == 0 && good;
	if (!good)
		(void)fprintf(stderr, "till: %s cannot be written\n", p->out);
	return good ? CLI_OK : CLI_FAILED;
}

int
cli_preview(int argc, char **argv)
{
	struct preview p = { .name = NULL };
	struct settings *settings;
	struct till_error e;
	struct buf html;
	int status;

	till_error_clear(&e);
	if (!read_words(argc, argv, &p))
		return cli_usage(argv[0]);
	settings = cli_settings(NULL, 0);
	if (settings == NULL)
		return CLI_FAILED;
	p.folders = settings_text(settings, SETTING_TEMPLATES);
	p.merchant = settings_text(settings, SETTING_MERCHANT);
	buf_init(&html, PAGE_MAX);
	status = render(&p, &html, &e) == TILL_OK ? print(&p, &html) :
						    cli_fail(&e);
	buf_free(&html);
	settings_free(settings);
	return status;
}
