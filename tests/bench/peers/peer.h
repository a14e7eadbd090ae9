/* What the peers that are written in C and C++ share: a program that reads an event as often as it
 * is told to, and says how long that took.
 *
 *     PEER           says what it is
 *     PEER FILE      for each line of standard input, which holds a count, reads the event in the
 *                    file so many times; prints seconds, checksum and records */
#ifndef PEERS_PEER_H
#define PEERS_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What one reading of an event came to. */
struct peer_reading {
    uint64_t checksum; /* see checksum.h */
    uint64_t records;
};

struct peer {
    const char *title;
    void *context;

    /* Decodes the whole event; `reading` is 0 at first. Behind the event are PEER_PADDING bytes
     * that may be looked at. False when it can't be decoded. */
    bool (*read)(void *context, const char *data, size_t length, struct peer_reading *reading);
};

enum { PEER_PADDING = 64 };

/* Does all that is told above; `path` is NULL when there is no FILE. Returns the exit status: 1
 * when the event can't be read. */
int peer_run(const struct peer *peer, const char *path);

/* The same with no event in memory: `read` finds it by itself. */
int peer_answer(const struct peer *peer, const char *data, size_t length);

#ifdef __cplusplus
}
#endif

#endif
