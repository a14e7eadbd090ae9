/* The command-line tool: reads the command line and runs what it asks for.
 *
 * A closed pipe comes back as an error of write, which ends the run without a word. */
#include <signal.h>
#include <stdio.h>

#include "options.h"
#include "run.h"

/* Whether what --help has printed got out. */
static bool is_printed(void)
{
    return fflush(stdout) == 0 && !ferror(stdout);
}

static int answer(enum request request, const struct settings *settings)
{
    switch (request) {
    case REQUEST_RUN:
        return run_files(settings);
    case REQUEST_DONE:
        return is_printed() ? EXIT_GOOD : EXIT_UNUSABLE;
    default:
        return EXIT_UNUSABLE;
    }
}

int main(int argc, char **argv)
{
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct settings settings;
    int exit_status;
    sigaction(SIGPIPE, &ignore, NULL);
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ); /* a line at a time */
    exit_status = answer(options_read(argc, argv, &settings), &settings);
    options_release(&settings);
    return exit_status;
}
