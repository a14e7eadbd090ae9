/* Writes an event to standard output, for programs that can't generate it by themselves.
 *
 *     write_event EVENT [MEGABYTES]
 *
 * EVENT is one that bench knows. With MEGABYTES it goes on until it has so many. */
#include <stdio.h>
#include <stdlib.h>

#include "generate.h"

enum { CHUNK = 64 * 1024, MEGABYTE = 1000 * 1000 };

int main(int argc, char **argv)
{
    const struct profile *profile = argc > 1 ? profile_find(argv[1]) : NULL;
    unsigned long megabytes = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    struct generator generator;
    char chunk[CHUNK];
    if (profile == NULL) {
        fputs("usage: write_event EVENT [MEGABYTES]\n", stderr);
        return 2;
    }
    generator_start(&generator, profile, megabytes > 0 ? UINT64_MAX : profile->records,
                    megabytes > 0 ? (uint64_t)megabytes * MEGABYTE : UINT64_MAX);
    for (size_t n; (n = generator_read(&generator, chunk, CHUNK)) > 0;)
        if (fwrite(chunk, 1, n, stdout) != n)
            break;
    generator_release(&generator);
    return ferror(stdout) || fflush(stdout) != 0;
}
