/* The loop of a Lambda function. */
#include "runtime.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/encoder.h>
#include <ddbstream/sink.h>

#include "http.h"

#define API "/2018-06-01/runtime"

enum { MAX_PATH = 256, MAX_PROBLEM = MAX_PATH + 64 };

struct runtime {
    struct http *http;
    ddbstream_buffer *error;    /* the body of the last error */
    ddbstream_encoder *encoder; /* writes strings into it */
};

/* Life. */

struct runtime *runtime_open(const char *address)
{
    struct runtime *runtime = calloc(1, sizeof *runtime);
    if (runtime != NULL && (runtime->http = http_open(address)) != NULL
        && ddbstream_buffer_create(&runtime->error, NULL) == DDBSTREAM_OK
        && ddbstream_encoder_create(&runtime->encoder, ddbstream_sink_buffer(runtime->error), NULL)
               == DDBSTREAM_OK)
        return runtime;
    runtime_close(runtime);
    return NULL;
}

void runtime_close(struct runtime *runtime)
{
    if (runtime == NULL)
        return;
    ddbstream_encoder_free(runtime->encoder);
    ddbstream_buffer_free(runtime->error);
    http_close(runtime->http);
    free(runtime);
}

/* Errors. */

static bool put(struct runtime *runtime, const char *json)
{
    ddbstream_sink sink = ddbstream_sink_buffer(runtime->error);
    return sink.write(json, strlen(json), sink.user) == 0;
}

static bool put_string(struct runtime *runtime, const char *text)
{
    ddbstream_string string = { text, strlen(text) };
    return ddbstream_encoder_string(runtime->encoder, string) == DDBSTREAM_OK;
}

static bool write_error(struct runtime *runtime, const char *type, const char *message)
{
    ddbstream_buffer_clear(runtime->error);
    return put(runtime, "{\"errorMessage\":") && put_string(runtime, message)
           && put(runtime, ",\"errorType\":") && put_string(runtime, type)
           && put(runtime, ",\"stackTrace\":[]}");
}

/* Should there be no memory for the body, the header still tells the type. */
static int post_error(struct runtime *runtime, const char *path, const char *type,
                      const char *message)
{
    bool is_written = write_error(runtime, type, message);
    ddbstream_string text = ddbstream_buffer_text(runtime->error);
    struct http_content content = { "{}", 2, "Lambda-Runtime-Function-Error-Type", type };
    if (is_written) {
        content.body = text.data;
        content.length = text.length;
    }
    return http_post(runtime->http, path, &content);
}

void runtime_fail_init(struct runtime *runtime, const char *error_type, const char *message)
{
    post_error(runtime, API "/init/error", error_type, message);
}

/* The loop. */

enum outcome { GO_ON, TERMINATED, FAILED };

static void report(const struct function *function, const char *path, int status)
{
    char problem[MAX_PROBLEM];
    if (status == HTTP_NO_ANSWER)
        snprintf(problem, sizeof problem, "%s got no answer", path);
    else
        snprintf(problem, sizeof problem, "%s was answered with status %d", path, status);
    function->report(problem, function->user);
}

/* All that Lambda says of an invocation. */
static void read_invocation(const struct http *http, struct invocation *invocation)
{
    const char *deadline = http_header(http, "Lambda-Runtime-Deadline-Ms");
    invocation->request_id = http_header(http, "Lambda-Runtime-Aws-Request-Id");
    invocation->function_arn = http_header(http, "Lambda-Runtime-Invoked-Function-Arn");
    invocation->trace_id = http_header(http, "Lambda-Runtime-Trace-Id");
    invocation->deadline = deadline != NULL ? strtoll(deadline, NULL, 10) : 0;
    invocation->event = http_body(http, &invocation->length);
}

/* Where X-Ray's own libraries look for it. */
static void pass_trace_on(const char *trace_id)
{
    if (trace_id == NULL || setenv("_X_AMZN_TRACE_ID", trace_id, 1) != 0)
        unsetenv("_X_AMZN_TRACE_ID");
}

/* Waits for the next invocation, for hours if need be. */
static enum outcome take(struct runtime *runtime, const struct function *function,
                         struct invocation *invocation)
{
    static const char path[] = API "/invocation/next";
    int status = http_get(runtime->http, path);
    if (status == HTTP_TERMINATED)
        return TERMINATED;
    if (status != 200) {
        report(function, path, status);
        return FAILED;
    }
    read_invocation(runtime->http, invocation);
    pass_trace_on(invocation->trace_id);
    if (invocation->request_id != NULL)
        return GO_ON;
    function->report("an invocation has no request id, and can't be answered", function->user);
    return FAILED;
}

/* 400, 403 and 413 refuse this answer: Lambda takes the invocation for failed, and there may be a
 * next one. After 500 nothing can go well here any more. */
static enum outcome judge(const struct function *function, const char *path, int status)
{
    if (status >= 200 && status < 300)
        return GO_ON;
    report(function, path, status);
    return status == 400 || status == 403 || status == 413 ? GO_ON : FAILED;
}

/* Posts the answer. The invocation is gone then. */
static enum outcome give(struct runtime *runtime, const struct function *function,
                         const char *request_id, const struct answer *answer)
{
    char path[MAX_PATH];
    struct http_content content = { answer->reply, answer->length, NULL, NULL };
    bool is_error = answer->error_type != NULL;
    int status = HTTP_NO_ANSWER;
    int length = snprintf(path, sizeof path, API "/invocation/%s/%s", request_id,
                          is_error ? "error" : "response");
    if (length < (int)sizeof path)
        status = is_error ? post_error(runtime, path, answer->error_type, answer->error_message)
                          : http_post(runtime->http, path, &content);
    return judge(function, path, status);
}

static enum outcome serve(struct runtime *runtime, const struct function *function)
{
    struct invocation invocation;
    struct answer answer;
    enum outcome outcome = take(runtime, function, &invocation);
    if (outcome != GO_ON)
        return outcome;
    answer = function->handle(&invocation, function->user);
    return give(runtime, function, invocation.request_id, &answer);
}

int runtime_run(struct runtime *runtime, const struct function *function)
{
    enum outcome outcome;
    do
        outcome = serve(runtime, function);
    while (outcome == GO_ON);
    return outcome == TERMINATED ? 0 : 1;
}
