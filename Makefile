# Till: the front door.  `make run` starts the whole shop in test mode and
# `make check` runs every test; each installs what is missing first.

CC = gcc
CXX = g++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
PREFIX ?= /usr/local
# Sanitizers: make check SAN="-fsanitize=address,undefined"
SAN ?=

ifeq ($(strip $(SAN)),)
BUILD := build
else
comma := ,
space := $(subst ,, )
BUILD := build/$(subst $(space),_,$(subst $(comma),-,$(patsubst \
    -fsanitize=%,%,$(strip $(SAN)))))
endif

PKGS := fcgi libcurl json-c libctemplate sqlite3 libcrypto icu-i18n icu-uc
# Debian's libfcgi and libctemplate differ in what they ship for pkg-config.
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS := -lfcgi -lcurl -ljson-c -lctemplate -lsqlite3 -lcrypto -licui18n \
    -licuuc -lpthread

WARN := -Wall -Wextra -Wshadow -Wformat=2 -Wvla
CPPFLAGS_ALL = -Isrc -D_POSIX_C_SOURCE=200809L $(CPPFLAGS)
CFLAGS_ALL = -std=c17 $(WARN) -Wstrict-prototypes $(CFLAGS) $(SAN) -MMD -MP
CXXFLAGS_ALL = -std=c++17 $(WARN) $(CXXFLAGS) $(SAN) -MMD -MP
LDFLAGS_ALL = -Wl,--as-needed $(LDFLAGS) $(SAN)

LIB_SRC := $(sort $(filter-out src/cli/%,$(wildcard src/*/*.c)))
LIB_CXX := src/page/page.cc
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(LIB_CXX:%.cc=$(BUILD)/%.o)
LIB := $(BUILD)/libtill.a
CGI := $(sort $(patsubst cgi-bin/%.c,$(BUILD)/cgi-bin/%,$(wildcard \
    cgi-bin/*.c)))
CLI_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard src/cli/*.c)))
TILL := $(if $(CLI_OBJ),$(BUILD)/till)
UNIT := $(sort $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard \
    tests/unit/check_*.c)))

all: $(LIB) $(CGI) $(TILL)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c -o $@ $<

$(BUILD)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(CPPFLAGS_ALL) $(CXXFLAGS_ALL) -c -o $@ $<

$(LIB): $(LIB_OBJ)
	@rm -f $@
	ar rcs $@ $(LIB_OBJ)

$(BUILD)/cgi-bin/%: $(BUILD)/cgi-bin/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(LIB) $(LIBS)

$(BUILD)/till: $(CLI_OBJ) $(LIB)
	$(CXX) $(LDFLAGS_ALL) -o $@ $(CLI_OBJ) $(LIB) $(LIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS_ALL) -o $@ $< $(LIB) -lcheck -lsubunit -lrt -lm $(LIBS)

unit: $(UNIT)

clean:
	rm -rf build

.PHONY: all unit clean
.PRECIOUS: $(BUILD)/%.o
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(wildcard $(BUILD)/cgi-bin/*.d \
    $(BUILD)/tests/unit/*.d)
