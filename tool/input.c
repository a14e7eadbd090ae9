/* Reads a file or standard input. Whether it is gzip is told by its first two bytes, never by its
 * name. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool fail(struct input *input, const char *problem)
{
    input->problem = problem;
    return false;
}

/* Appends one read to what waits, which begins where `bytes` does. The end of the file appends
 * nothing. */
static bool read_more(struct input *input)
{
    size_t length = input->rest.length;
    ssize_t got;
    do
        got = read(input->descriptor, input->bytes + length, INPUT_ROOM - length);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return fail(input, strerror(errno));
    input->at_end = got == 0;
    input->rest.length += (size_t)got;
    return true;
}

static bool read_next(struct input *input)
{
    input->rest = (struct input_piece){ input->bytes, 0 };
    return read_more(input);
}

/* A pipe may hand out a single byte at first. */
static bool look_for_magic(struct input *input)
{
    input->rest = (struct input_piece){ input->bytes, 0 };
    while (input->rest.length < GZIP_MAGIC_LENGTH && !input->at_end)
        if (!read_more(input))
            return false;
    if (!gunzip_knows(input->rest))
        return true;
    input->is_gzip = gunzip_start(&input->gunzip);
    return input->is_gzip || fail(input, input->gunzip.problem);
}

bool input_open(struct input *input, const char *name)
{
    input->at_end = false;
    input->is_gzip = false;
    input->descriptor = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (input->descriptor < 0)
        return fail(input, strerror(errno));
    if (look_for_magic(input))
        return true;
    input_close(input);
    return false;
}

static enum input_result next_plain(struct input *input, struct input_piece *next)
{
    if (input->rest.length == 0 && !input->at_end && !read_next(input))
        return INPUT_FAILED;
    *next = input->rest;
    input->rest.length = 0;
    return next->length > 0 ? INPUT_BYTES : INPUT_END;
}

/* Whether there can be more; `at_end` and the problem tell why not. */
static bool feed(struct input *input)
{
    struct gunzip *gunzip = &input->gunzip;
    if (gunzip->problem == NULL && !input->at_end)
        return read_next(input);
    if (gunzip->problem == NULL)
        gunzip_finish(gunzip);
    input->problem = gunzip->problem;
    return false;
}

/* What comes before a problem is handed out first. */
static enum input_result next_unpacked(struct input *input, struct input_piece *next)
{
    next->bytes = input->unpacked;
    input->problem = NULL;
    do {
        next->length = gunzip_run(&input->gunzip, &input->rest, input->unpacked, INPUT_ROOM);
        if (next->length > 0)
            return INPUT_BYTES;
    } while (feed(input));
    return input->problem == NULL ? INPUT_END : INPUT_FAILED;
}

enum input_result input_next(struct input *input, struct input_piece *next)
{
    return input->is_gzip ? next_unpacked(input, next) : next_plain(input, next);
}

void input_close(struct input *input)
{
    if (input->is_gzip)
        gunzip_end(&input->gunzip);
    if (input->descriptor != STDIN_FILENO)
        close(input->descriptor);
}
