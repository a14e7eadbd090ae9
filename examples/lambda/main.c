/* The program `bootstrap` of a Lambda function on provided.al2023: logs the records of the events
 * that a table's DynamoDB stream, or its Kinesis stream, sends.
 *
 * Reads from the environment: AWS_LAMBDA_RUNTIME_API, AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL,
 * and REPORT_BATCH_ITEM_FAILURES, "true" if the event source mapping has that response type. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "handler.h"
#include "journal.h"
#include "runtime.h"

struct program {
    struct journal *journal;
    struct runtime *runtime;
    struct handler *handler;
};

static struct answer handle(const struct invocation *invocation, void *user)
{
    struct program *program = user;
    struct answer answer = { NULL, 0, "Function.OutOfMemory", "no memory for the request id" };
    if (journal_set_request(program->journal, invocation->request_id) == DDBSTREAM_OK)
        answer = handler_handle(program->handler, invocation);
    journal_set_request(program->journal, NULL);
    return answer;
}

static void report(const char *problem, void *user)
{
    struct program *program = user;
    journal_error(program->journal, "LambdaRuntime", "the Runtime API can't be used as it should",
                  problem);
}

/* REPORT_BATCH_ITEM_FAILURES: NULL counts as "false". Returns whether it is one of the two. */
static bool read_switch(const char *word, bool *is_on)
{
    *is_on = word != NULL && strcmp(word, "true") == 0;
    return word == NULL || *is_on || strcmp(word, "false") == 0;
}

static int fail_init(struct program *program, const char *type, const char *message)
{
    journal_error(program->journal, "LambdaRuntime", "the function can't start", message);
    runtime_fail_init(program->runtime, type, message);
    return 1;
}

/* Returns the exit status. */
static int run(struct program *program)
{
    struct function function = { handle, report, program };
    bool reports_failures;
    if (!read_switch(getenv("REPORT_BATCH_ITEM_FAILURES"), &reports_failures))
        return fail_init(program, "Runtime.ConfigInvalid",
                         "REPORT_BATCH_ITEM_FAILURES is neither true nor false");
    program->handler = handler_create(program->journal, reports_failures);
    if (program->handler == NULL)
        return fail_init(program, "Runtime.OutOfMemory", "no memory to start with");
    return runtime_run(program->runtime, &function);
}

int main(void)
{
    struct journal_settings settings = { getenv("AWS_LAMBDA_LOG_FORMAT"),
                                         getenv("AWS_LAMBDA_LOG_LEVEL") };
    const char *address = getenv("AWS_LAMBDA_RUNTIME_API");
    struct program program = { journal_open(&settings), NULL, NULL };
    int exit_status = 1;
    if (program.journal == NULL)
        return 1;
    if (address != NULL)
        program.runtime = runtime_open(address);
    if (program.runtime != NULL)
        exit_status = run(&program);
    else
        report("AWS_LAMBDA_RUNTIME_API has no host:port", &program);
    handler_free(program.handler);
    runtime_close(program.runtime);
    journal_close(program.journal);
    return exit_status;
}
