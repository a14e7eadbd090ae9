/* Handles the records of an event, and prints what a Lambda function would reply.
 *
 *     reply < EVENT.json
 *
 * Shows the runner: a record that fails is reported, to be delivered again with all behind it; an
 * event that can't be read is an error, and never an empty reply. Here records fail that have no
 * eventName. */
#include <stdio.h>
#include <stdlib.h>

#include <ddbstream/ddbstream.h>

enum { MOST = 6 * 1024 * 1024 }; /* bytes of a Lambda event */

static int handle(const ddbstream_record *record, void *user)
{
    (void)user;
    return record->event_name == DDBSTREAM_EVENT_NONE;
}

/* Returns the program's exit status. */
static int answer(ddbstream_runner *runner, const char *event, size_t length)
{
    char line[512];
    ddbstream_status status = ddbstream_runner_run(runner, event, length);
    if (status == DDBSTREAM_OK)
        status = ddbstream_runner_reply(runner, ddbstream_sink_file(stdout));
    if (status == DDBSTREAM_OK)
        return puts("") == EOF;
    ddbstream_error_line(ddbstream_runner_error(runner), line, sizeof line);
    fprintf(stderr, "%s: %s\n", ddbstream_status_text(status), line);
    return 1;
}

int main(void)
{
    char *event = malloc(MOST);
    size_t length = event != NULL ? fread(event, 1, MOST, stdin) : 0;
    ddbstream_runner *runner;
    int exit_status = 2;
    if (event != NULL && ddbstream_runner_create(&runner, handle, NULL, NULL) == DDBSTREAM_OK) {
        exit_status = answer(runner, event, length);
        ddbstream_runner_free(runner);
    }
    free(event);
    return exit_status;
}
