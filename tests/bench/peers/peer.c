/* Reads an event as often as it is told to, and says how long that took. */
#include "peer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* One line of input, one line of output. */
static bool answer(const struct peer *peer, const char *data, size_t length, unsigned long count)
{
    struct peer_reading reading = { 0, 0 };
    double start = now();
    for (unsigned long i = 0; i < count; i++) {
        reading = (struct peer_reading){ 0, 0 };
        if (!peer->read(peer->context, data, length, &reading))
            return false;
    }
    printf("%.9f %" PRIu64 " %" PRIu64 "\n", now() - start, reading.checksum, reading.records);
    return fflush(stdout) == 0;
}

int peer_answer(const struct peer *peer, const char *data, size_t length)
{
    char line[32];
    while (fgets(line, sizeof line, stdin) != NULL)
        if (!answer(peer, data, length, strtoul(line, NULL, 10))) {
            fprintf(stderr, "%s: can't read the event\n", peer->title);
            return 1;
        }
    return 0;
}

/* A whole file, and zeros behind it; NULL when it can't be read. */
static char *load(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    long size = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (size >= 0) {
        rewind(file);
        *length = (size_t)size;
        data = calloc(1, *length + PEER_PADDING);
    }
    if (data != NULL && fread(data, 1, *length, file) != *length) {
        free(data);
        data = NULL;
    }
    if (file != NULL)
        fclose(file);
    return data;
}

int peer_run(const struct peer *peer, const char *path)
{
    size_t length;
    char *data;
    int status;
    if (path == NULL) {
        puts(peer->title);
        return 0;
    }
    data = load(path, &length);
    if (data == NULL) {
        perror(path);
        return 1;
    }
    status = peer_answer(peer, data, length);
    free(data);
    return status;
}
