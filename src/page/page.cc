/*
 * page: see page.h.
 *
 * Every *.tpl of the folders is read and checked by page_folder(), then the
 * cache is frozen: no request ever waits for a disk, and a template that lost
 * its auto-escape stops the program instead of opening a hole.
 */
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>
#include <deque>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

extern "C" {
#include "base/folders.h"
#include "base/log.h"
#include "page/marks.h"
#include "page/page.h"
}

namespace fs = std::filesystem;
using ctemplate::STRIP_BLANK_LINES;
using ctemplate::TemplateCache;
using ctemplate::TemplateDictionary;

namespace {

struct folder {
	TemplateCache cache;
	std::map<std::string, std::string> paths; /* by name */
};

/* Set once before the threads start, only read after that. */
std::unique_ptr<folder> templates;

class buf_emitter : public ctemplate::ExpandEmitter
{
      public:
	explicit buf_emitter(struct buf *b) : b_(b)
	{
	}
	void
	Emit(char c) override
	{
		Emit(&c, 1);
	}
	void
	Emit(const std::string &s) override
	{
		Emit(s.data(), s.size());
	}
	void
	Emit(const char *s) override
	{
		Emit(s, strlen(s));
	}
	void
	Emit(const char *s, size_t len) override
	{
		/* The comment on top of a template leaves empty lines. */
		while (!begun_ && len > 0 && (*s == '\n' || *s == ' ')) {
			s++;
			len--;
		}
		begun_ = begun_ || len > 0;
		buf_add(b_, s, len);
	}

      private:
	struct buf *b_;
	bool begun_ = false;
};

} // namespace

/*
 * ctemplate's included templates do not see the values of the page around
 * them; page.h promises that they do.  So a part remembers what was set, and
 * an include starts with all of it.
 */
struct page_part {
	struct page *page;
	page_part *parent; /* the part around it, NULL for the top */
	TemplateDictionary *dict;
	std::vector<std::pair<std::string, std::string>> values;
	std::vector<std::string> shown;
	std::vector<page_part *> inside; /* its sections and includes */
	bool include;
};

struct page {
	std::string name;
	TemplateDictionary dict;
	std::deque<page_part> parts; /* a deque keeps their addresses */
	bool failed; /* a value or an include could not be taken */

	explicit page(const char *template_name)
	    : name(template_name), dict(template_name), failed(false)
	{
		parts.push_back({ this, nullptr, &dict, {}, {}, {}, false });
	}
};

namespace {

/*
 * The line up to which a template parses, the sections that are open there
 * being closed: ctemplate itself names none.
 */
int
last_line(const std::string &text)
{
	struct marks marks = { text.c_str(), 1 };
	std::vector<std::string> open;
	struct mark m;

	while (marks_next(&marks, &m)) {
		std::string part = text.substr(0,
		    (size_t)(m.after - text.c_str()));
		TemplateCache scratch;

		if (m.kind == MARK_SECTION)
			open.push_back(m.name);
		else if (m.kind == MARK_END)
			open.pop_back();
		for (size_t i = open.size(); i > 0; i--)
			part += "{{/" + open[i - 1] + "}}";
		if (!scratch.StringToTemplateCache("part", part,
			STRIP_BLANK_LINES))
			return m.line;
	}
	return marks.line;
}

enum till_err
load(folder &into, const fs::path &path, struct till_error *e)
{
	const std::string name = path.filename().string();
	std::ifstream file(path, std::ios::binary);
	std::stringstream stream;
	struct till_error wrong;
	std::string text;
	int line;

	stream << file.rdbuf();
	if (!file)
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the template %s cannot be read", path.c_str());
	text = stream.str();
	till_error_clear(&wrong);
	if (marks_check(text.c_str(), &line, &wrong) != TILL_OK)
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the template %s, line %d: %s", path.c_str(), line,
		    wrong.message);
	if (!into.cache.LoadTemplate(name, STRIP_BLANK_LINES))
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the template %s, line %d: a value stands where it cannot "
		    "be escaped, such as an attribute without quotes",
		    path.c_str(), last_line(text));
	into.paths[name] = path.string();
	return TILL_OK;
}

/* Loads what a folder has and those before it have not. */
enum till_err
load_folder(folder &into, const char *path, bool first,
    struct till_error *e)
{
	enum till_err err;

	if (!fs::is_directory(path))
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the folder of templates %s is not there", path);
	if (first)
		into.cache.SetTemplateRootDirectory(
		    fs::absolute(path).string());
	else
		into.cache.AddAlternateTemplateRootDirectory(
		    fs::absolute(path).string());
	for (const fs::directory_entry &entry : fs::directory_iterator(path)) {
		if (entry.path().extension() != ".tpl" ||
		    into.paths.count(entry.path().filename().string()) != 0)
			continue;
		err = load(into, entry.path(), e);
		if (err != TILL_OK)
			return err;
	}
	return TILL_OK;
}

enum till_err
load_all(const char *list, struct till_error *e)
{
	std::unique_ptr<folder> fresh(new folder);
	char path[FOLDERS_PATH_MAX];

	for (bool first = true; folders_next(&list, path); first = false) {
		enum till_err err = load_folder(*fresh, path, first, e);

		if (err != TILL_OK)
			return err;
	}
	fresh->cache.Freeze();
	templates = std::move(fresh);
	return TILL_OK;
}

bool
known(const char *name)
{
	return templates != nullptr && templates->paths.count(name) != 0;
}

/* Runs f for a part; an exception marks the page as failed. */
template <typename F>
void
guarded(struct page_part *part, F f) noexcept
{
	if (part == nullptr)
		return;
	try {
		f();
	} catch (const std::exception &x) {
		part->page->failed = true;
		log_write(LOG_ERROR, "%s: %s",
		    part->page->name.c_str(), x.what());
	} catch (...) {
		part->page->failed = true;
	}
}

/* Gives a value to the includes below a part. */
void
spread(page_part *part, const std::string &name, const std::string &value)
{
	for (page_part *below : part->inside) {
		if (below->include)
			below->dict->SetValue(name, value);
		spread(below, name, value);
	}
}

/* Gives an include everything that the parts around it were given. */
void
inherit(page_part *to, const page_part *from)
{
	if (from == nullptr)
		return;
	inherit(to, from->parent);
	for (const auto &value : from->values)
		to->dict->SetValue(value.first, value.second);
	for (const std::string &name : from->shown)
		to->dict->ShowSection(name);
}

page_part *
adopt(page_part *parent, TemplateDictionary *dict, bool include)
{
	struct page *page = parent->page;

	page->parts.push_back({ page, parent, dict, {}, {}, {}, include });
	parent->inside.push_back(&page->parts.back());
	return &page->parts.back();
}

} // namespace

enum till_err
page_folder(const char *path, struct till_error *e)
{
	try {
		return load_all(path, e);
	} catch (const std::exception &x) {
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the folder of templates %s: %s", path, x.what());
	} catch (...) {
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the folder of templates %s cannot be read", path);
	}
}

const char *
page_path(const char *template_name)
{
	try {
		if (!known(template_name))
			return nullptr;
		return templates->paths[template_name].c_str();
	} catch (...) {
		return nullptr;
	}
}

enum till_err
page_open(const char *template_name, struct page **out, struct till_error *e)
{
	*out = nullptr;
	try {
		if (!known(template_name))
			return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
			    "there is no template %s", template_name);
		*out = new struct page(template_name);
		return TILL_OK;
	} catch (...) {
		return till_fail(e, TILL_EMEM, nullptr, nullptr,
		    "out of memory");
	}
}

void
page_free(struct page *page)
{
	try {
		delete page;
	} catch (...) {
		log_write(LOG_ERROR, "a page could not be released");
	}
}

struct page_part *
page_top(struct page *page)
{
	return page != nullptr ? &page->parts.front() : nullptr;
}

void
page_set(struct page_part *part, const char *name, const char *value)
{
	guarded(part, [&] {
		const std::string text(value != nullptr ? value : "");

		part->dict->SetValue(name, text);
		part->values.emplace_back(name, text);
		spread(part, name, text);
	});
}

void
page_set_all(struct page *page, const char *name, const char *value)
{
	guarded(page_top(page), [&] {
		page->dict.SetTemplateGlobalValue(name,
		    value != nullptr ? value : "");
	});
}

void
page_setf(struct page_part *part, const char *name, const char *fmt, ...)
{
	va_list ap, again;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(nullptr, 0, fmt, ap);
	va_end(ap);
	guarded(part, [&] {
		std::string text(len > 0 ? (size_t)len : 0, '\0');

		if (len > 0)
			(void)vsnprintf(&text[0], text.size() + 1, fmt, again);
		page_set(part, name, text.c_str());
	});
	va_end(again);
}

void
page_show(struct page_part *part, const char *name)
{
	guarded(part, [&] {
		part->dict->ShowSection(name);
		part->shown.emplace_back(name);
		for (page_part *below : part->inside)
			if (below->include)
				below->dict->ShowSection(name);
	});
}

struct page_part *
page_add(struct page_part *part, const char *name)
{
	page_part *made = nullptr;

	guarded(part, [&] {
		made = adopt(part, part->dict->AddSectionDictionary(name),
		    false);
	});
	return made;
}

struct page_part *
page_include(struct page_part *part, const char *name,
    const char *template_name)
{
	page_part *made = nullptr;

	guarded(part, [&] {
		if (!known(template_name)) {
			part->page->failed = true;
			log_write(LOG_ERROR, "there is no template %s",
			    template_name);
			return;
		}
		made = adopt(part, part->dict->AddIncludeDictionary(name),
		    true);
		made->dict->SetFilename(template_name);
		inherit(made, part);
	});
	return made;
}

enum till_err
page_render(struct page *page, struct buf *out, struct till_error *e)
{
	bool done = false;

	guarded(page_top(page), [&] {
		buf_emitter emitter(out);

		done = templates->cache.ExpandNoLoad(page->name,
		    STRIP_BLANK_LINES, &page->dict, nullptr, &emitter);
	});
	if (!done || page->failed)
		return till_fail(e, TILL_EINTERNAL, nullptr, nullptr,
		    "the template %s failed", page->name.c_str());
	if (!buf_ok(out))
		return till_fail(e, TILL_EMEM, nullptr, nullptr,
		    "the page is too long");
	return TILL_OK;
}
