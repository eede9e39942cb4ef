/* pause: see pause.h. */
#include <stddef.h>

#include "base/pause.h"

static _Thread_local pause_hook *thread_hook;
static _Thread_local void *thread_arg;

void
pause_set(pause_hook *hook, void *arg)
{
	thread_hook = hook;
	thread_arg = arg;
}

void
pause_begin(void)
{
	if (thread_hook != NULL)
		thread_hook(thread_arg);
}
