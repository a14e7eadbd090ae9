/* A function that replies with what it was given, for tests of the loop by itself:
 *
 *     an event  what comes of it
 *     fail      an error, with a message that JSON has to escape
 *     freeze    the process is stopped, as Lambda may do, and later replies with the event
 *     facts     a reply: a line for each member of the invocation, and for the trace id in the
 *               environment
 *     else      the event as it came, and not a copy of it */
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime.h"

static bool is_event(const struct invocation *invocation, const char *text)
{
    return invocation->length == strlen(text)
           && memcmp(invocation->event, text, invocation->length) == 0;
}

static const char *or_none(const char *text)
{
    return text != NULL ? text : "none";
}

static struct answer tell_facts(const struct invocation *invocation, char *text, size_t size)
{
    int length = snprintf(text, size, "%s\n%s\n%s\n%s\n%" PRId64 "\n", invocation->request_id,
                          or_none(invocation->function_arn), or_none(invocation->trace_id),
                          or_none(getenv("_X_AMZN_TRACE_ID")), invocation->deadline);
    return (struct answer){ text, (size_t)length, NULL, NULL };
}

enum { SIZE = 4096 };

static struct answer handle(const struct invocation *invocation, void *text)
{
    if (is_event(invocation, "fail"))
        return (struct answer){ NULL, 0, "Function.Asked", "it \"said\" so,\n\xc3\xbc" };
    if (is_event(invocation, "freeze"))
        raise(SIGSTOP);
    if (is_event(invocation, "facts"))
        return tell_facts(invocation, text, SIZE);
    return (struct answer){ invocation->event, invocation->length, NULL, NULL };
}

static void report(const char *problem, void *text)
{
    (void)text;
    puts(problem);
    fflush(stdout);
}

int main(void)
{
    char text[SIZE];
    struct function function = { handle, report, text };
    struct runtime *runtime = runtime_open(getenv("AWS_LAMBDA_RUNTIME_API"));
    int status;
    if (runtime == NULL)
        return 2;
    status = runtime_run(runtime, &function);
    runtime_close(runtime);
    return status;
}
