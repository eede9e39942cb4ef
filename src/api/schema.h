/* schema: the tables of the API's database, as migrations in their order. */
#ifndef TILL_API_SCHEMA_H
#define TILL_API_SCHEMA_H

#include <stddef.h>

extern const char *const schema_migrations[];
extern const size_t schema_migrations_count;

#endif
