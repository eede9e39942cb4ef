# Till: the front door.  `make run` starts the whole shop in test mode and
# `make check` runs every test; each installs what is missing first.

CC = gcc
CXX = g++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
# Sanitizers: make check SAN="-fsanitize=address,undefined"
SAN ?=

# Where make install puts things; DESTDIR stands before all of it.
DESTDIR ?=
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
RUNDIR ?= /run/till
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib/till
DATADIR = $(PREFIX)/share/till

comma := ,
ifeq ($(strip $(SAN)),)
BUILD := build
else
space := $(subst ,, )
BUILD := build/$(subst $(space),_,$(subst $(comma),-,$(patsubst \
    -fsanitize=%,%,$(strip $(SAN)))))
endif

# What Till is made of and what runs it, as Debian packages.
DEB_RUN := \
    curl \
    g++ \
    gcc \
    libctemplate-dev \
    libcurl4-openssl-dev \
    libfcgi-dev \
    libicu-dev \
    libjson-c-dev \
    libsqlite3-dev \
    libssl-dev \
    make \
    multiwatch \
    nginx-light \
    pkg-config \
    spawn-fcgi
# What its tests need beside that, and what reads the source for mistakes.
DEB_CHECK := ca-certificates check chromium fonts-dejavu-core nodejs npm \
    sqlite3
DEB_BENCH := gunicorn libnginx-mod-http-echo node-express nodejs npm \
    procps python3-flask python3-stripe wrk
DEB_LINT := clang-tidy cppcheck
DEB_FUZZ := clang libclang-rt-14-dev llvm

# Asked once, and only when something is built.
PKGS := fcgi icu-i18n icu-uc json-c libcrypto libctemplate libcurl sqlite3
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags \
    $$(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs \
    $$(PKGS)) -lpthread)$(PKG_LIBS)
CHECK_LIBS = $(eval CHECK_LIBS := $$(shell pkg-config --libs \
    check))$(CHECK_LIBS)

WARN := -Wall -Wextra -Wshadow -Wformat=2 -Wvla
CPPFLAGS_ALL = -Isrc -D_POSIX_C_SOURCE=200809L $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL = -std=c17 $(WARN) -Wstrict-prototypes $(CFLAGS) $(SAN) -MMD -MP
CXXFLAGS_ALL = -std=c++17 $(WARN) $(CXXFLAGS) $(SAN) -MMD -MP
LDFLAGS_ALL = -Wl,--as-needed $(LDFLAGS) $(SAN)

LIB_SRC := $(sort $(filter-out src/cli/%,$(wildcard src/*/*.c)))
LIB_CXX := $(sort $(wildcard src/*/*.cc))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(LIB_CXX:%.cc=$(BUILD)/%.o)
LIB := $(BUILD)/libtill.a
CGI := $(sort $(patsubst cgi-bin/%.c,$(BUILD)/cgi-bin/%,$(wildcard \
    cgi-bin/*.c)))
CLI_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard src/cli/*.c)))
TILL := $(if $(CLI_OBJ),$(BUILD)/till)
UNIT := $(sort $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard \
    tests/unit/check_*.c)))
# Programs that suites below tests/ start.
AIDS := $(sort $(patsubst tests/random/%.c,$(BUILD)/tests/%,$(wildcard \
    tests/random/*.c)))
# Programs that measure.
BENCH := $(sort $(patsubst tests/bench/%.c,$(BUILD)/tests/%,$(wildcard \
    tests/bench/*.c)))
# Programs that look for bytes that break a parser.
FUZZ := $(sort $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard \
    tests/fuzz/fuzz_*.c)))
# Sub-makes that build use every core, unless -j was given.
JOBS := $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

all: $(LIB) $(CGI) $(TILL)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c -o $@ $<

$(BUILD)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(CPPFLAGS_ALL) $(CXXFLAGS_ALL) -c -o $@ $<

# Anew each time, so that an object whose source is gone is gone too.
$(LIB): $(LIB_OBJ)
	@rm -f $@
	ar rcs $@ $(LIB_OBJ)

# For these targets only: a rule for every name of the folder would make make
# try it on its own objects, and on theirs, without end.
$(CGI): $(BUILD)/cgi-bin/%: $(BUILD)/cgi-bin/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(PKG_LIBS)

$(BUILD)/till: $(CLI_OBJ) $(LIB)
	$(CXX) $(LDFLAGS_ALL) -o $@ $(CLI_OBJ) $(LIB) $(PKG_LIBS)

$(UNIT): $(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(CHECK_LIBS) $(PKG_LIBS)

$(AIDS): $(BUILD)/tests/%: $(BUILD)/tests/random/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(PKG_LIBS)

$(BENCH): $(BUILD)/tests/%: $(BUILD)/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(PKG_LIBS)

$(FUZZ): $(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $< $(LIB) $(PKG_LIBS)

unit: $(UNIT) $(AIDS)

# Installs the packages of the list $(1) that are missing.  A program of the
# package's name that came from elsewhere serves as well.  With nothing
# missing no network is touched.
define need
@missing=; for p in $(1); do \
	dpkg-query -W -f '$${db:Status-Abbrev}' "$$p" 2>/dev/null | \
	    grep -q '^.i' || command -v "$$p" >/dev/null || \
	    missing="$$missing $$p"; \
done; \
[ -z "$$missing" ] && exit 0; \
echo "Till needs these Debian packages:$$missing"; \
if [ "$$(id -u)" = 0 ]; then as=; \
elif command -v sudo >/dev/null; then as=sudo; \
else echo "Run as root: apt-get install$$missing" >&2; exit 1; fi; \
$$as apt-get update && $$as env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends $$missing
endef

deps:
	$(call need,$(DEB_RUN))

deps-check: deps
	$(call need,$(DEB_CHECK))
	@$(MAKE) --no-print-directory tests/node_modules/.stamp

deps-lint: deps-check
	$(call need,$(DEB_LINT))

# What the lock file names, again when it changes.
tests/node_modules/.stamp: tests/package.json tests/package-lock.json
	cd tests && npm ci --no-audit --no-fund
	@touch $@

# nginx/run takes the place of the shell: a signal to make is one to it.
run: deps
	@$(MAKE) --no-print-directory $(JOBS) all
	@TILL_BUILD=$(BUILD) exec nginx/run

check: deps-check
	@$(MAKE) --no-print-directory $(JOBS) all unit
	@TILL_BUILD=$(BUILD) exec tests/run

# The random requests of `make check`, others each time, under sanitizers.
random: deps-check
	@$(MAKE) --no-print-directory $(JOBS) random-now \
	    SAN="$(or $(SAN),-fsanitize=address$(comma)undefined)"

random-now: all unit
	@TILL_RANDOM_SEED=$${TILL_RANDOM_SEED:-$$(date +%N)} \
	    TILL_BUILD=$(BUILD) exec tests/run random

# The bad day of `make check`, another one each time.
storm: deps-check
	@$(MAKE) --no-print-directory $(JOBS) all
	@TILL_STORM_SEED=$${TILL_STORM_SEED:-$$(date +%N)} \
	    TILL_BUILD=$(BUILD) exec node --test --test-reporter=spec \
	    tests/orders/storm.test.mjs

# Prints how Till compares; what it measures is at the top of the script.
bench: deps
	$(call need,$(DEB_BENCH))
	@$(MAKE) --no-print-directory tests/node_modules/.stamp
	@$(MAKE) --no-print-directory $(JOBS) all $(BENCH)
	@TILL_BUILD=$(BUILD) exec tests/bench/run

# Each parser of what strangers send, for a while, under sanitizers; what it
# finds stays beside the program, and belongs into tests/fuzz/ once mended.
fuzz: deps
	$(call need,$(DEB_FUZZ))
	@$(MAKE) --no-print-directory $(JOBS) fuzz-now CC=clang CXX=clang++ \
	    SAN=-fsanitize=fuzzer-no-link$(comma)address$(comma)undefined

fuzz-now: $(FUZZ)
	@for program in $(FUZZ); do \
	    name=$${program##*/fuzz_}; mkdir -p "$$program.corpus"; \
	    "$$program" -max_total_time="$${TILL_FUZZ_SECONDS:-60}" \
	        -max_len=8192 -print_final_stats=1 \
	        -artifact_prefix="$$program." "$$program.corpus" \
	        "tests/fuzz/$$name" >"$$program.log" 2>&1 || \
	        { tail -n 60 "$$program.log"; exit 1; }; \
	    sed -n "s/^stat::number_of_executed_units: */$$name: runs, /p" \
	        "$$program.log"; \
	done

LINT_SRC = $(wildcard src/*/*.c cgi-bin/*.c tests/unit/*.c tests/fuzz/*.c \
    tests/random/*.c tests/bench/*.c)

# A macro of json-c that cppcheck cannot guess.
CPPCHECK_DEFS := '-Djson_object_object_foreach(o,k,v)=while(next(o,k,v))'

lint: deps-lint
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	    --enable=warning,performance,portability \
	    --suppressions-list=.cppcheck -Isrc $(CPPCHECK_DEFS) \
	    -j$(shell nproc) $(LINT_SRC)
	printf '%s\0' $(LINT_SRC) | xargs -0 -n4 -P$(shell nproc) sh -c \
	    'clang-tidy --quiet --warnings-as-errors="*" "$$@" -- -std=c17 \
	    $(CPPFLAGS_ALL)' lint

# Fills in the places that a file of nginx/production names between @ signs.
PLACES = sed -e 's|@BINDIR@|$(BINDIR)|g' -e 's|@LIBDIR@|$(LIBDIR)|g' \
    -e 's|@DATADIR@|$(DATADIR)|g' -e 's|@SYSCONFDIR@|$(SYSCONFDIR)|g' \
    -e 's|@RUNDIR@|$(RUNDIR)|g'
UNITS := till@.service till@.socket till-worker.service

# Installs what `make` has built.  The settings and profiles that are there
# stay as they are: they are the merchant's.
install: all
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/cgi-bin \
	    $(DATADIR)/nginx $(PREFIX)/share/man/man1 \
	    $(PREFIX)/lib/systemd/system $(PREFIX)/lib/sysusers.d \
	    $(SYSCONFDIR)/till/templates)
	install -d -m 750 $(DESTDIR)$(SYSCONFDIR)/till/keys
	install -m 755 $(TILL) $(DESTDIR)$(BINDIR)
	install -m 755 $(CGI) $(DESTDIR)$(LIBDIR)/cgi-bin
	install -m 644 src/cli/till.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 nginx/production/sysusers.conf \
	    $(DESTDIR)$(PREFIX)/lib/sysusers.d/till.conf
	for folder in templates static; do \
	    find $$folder -type f -exec install -D -m 644 '{}' \
	        '$(DESTDIR)$(DATADIR)/{}' \; || exit 1; \
	done
	for unit in $(UNITS); do \
	    $(PLACES) nginx/production/$$unit \
	        >'$(DESTDIR)$(PREFIX)/lib/systemd/system/'$$unit || exit 1; \
	done
	for part in shop upstreams; do \
	    $(PLACES) nginx/production/$$part.conf \
	        >'$(DESTDIR)$(DATADIR)/nginx/'$$part.conf || exit 1; \
	done
	cd '$(DESTDIR)$(SYSCONFDIR)/till' && [ -e till.env ] || \
	    $(PLACES) '$(CURDIR)/nginx/production/till.env' >till.env
	cd '$(DESTDIR)$(SYSCONFDIR)/till' && [ -e profiles ] || \
	    install -D -m 644 -t profiles '$(CURDIR)'/nginx/profiles/*.json

clean:
	rm -rf build

.PHONY: all bench check clean deps deps-check deps-lint fuzz fuzz-now install \
    lint random random-now run storm unit
.PRECIOUS: $(BUILD)/%.o
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(wildcard $(BUILD)/cgi-bin/*.d \
    $(BUILD)/tests/*/*.d)
