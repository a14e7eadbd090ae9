/* The loop of a Lambda function: takes invocations from the Runtime API one by one, has each one
 * handled, and posts what came of it.
 *
 *     struct runtime *runtime = runtime_open(getenv("AWS_LAMBDA_RUNTIME_API"));
 *     ... get ready, or runtime_fail_init(runtime, type, message) and exit ...
 *     exit_status = runtime_run(runtime, &function);
 *     runtime_close(runtime);
 *
 * The loop knows nothing of DynamoDB: copy runtime.[ch] and http.[ch] for a function of your own.
 * Source: "Using the Lambda runtime API for custom runtimes" in the AWS Lambda guide. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stddef.h>
#include <stdint.h>

struct runtime;

/* One invocation. All of it lives until the handler returns. */
struct invocation {
    const char *request_id;
    const char *function_arn; /* NULL when the Runtime API did not tell */
    const char *trace_id;     /* likewise; also in the environment, as _X_AMZN_TRACE_ID */
    int64_t deadline;         /* when Lambda ends the function: milliseconds since 1970, or 0 */
    const char *event;        /* ends in no NUL */
    size_t length;
};

/* What came of an invocation: a reply or, when error_type is not NULL, an error. The text must live
 * until the next invocation; it may be the invocation's own. */
struct answer {
    const char *reply; /* JSON */
    size_t length;
    const char *error_type;    /* "Function.SomeReason" */
    const char *error_message; /* UTF-8 */
};

/* The function itself. */
struct function {
    struct answer (*handle)(const struct invocation *invocation, void *user);

    /* Told of what the Runtime API does not do as it should, for a log. */
    void (*report)(const char *problem, void *user);

    void *user;
};

/* Gets ready to talk to the Runtime API at "host:port", which a path may follow. SIGTERM ends the
 * loop from here on. NULL when that is no address, or there is no memory. */
struct runtime *runtime_open(const char *address);

/* Runs the function until SIGTERM comes, or the Runtime API can't be worked with. Returns the exit
 * status of the program: 0 after SIGTERM, else 1, and the reason has been reported. */
int runtime_run(struct runtime *runtime, const struct function *function);

/* Tells the Runtime API, instead of running, that the function can't start. The program should then
 * exit with a status other than 0. */
void runtime_fail_init(struct runtime *runtime, const char *error_type, const char *message);

/* NULL does nothing. */
void runtime_close(struct runtime *runtime);

#endif
