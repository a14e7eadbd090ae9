/* Decodes each case small and four times as large, in every way, and checks what it comes to.
 * Prints a line for each decoding, in order: whether it should be linear, what it was, and the
 * bytes. */
#include <stdio.h>
#include <stdlib.h>

#include "cases.h"
#include "measured.h"

static const char *const ways[WAYS] = { "whole", "by bytes", "whole, by yajl", "by bytes, by yajl",
                                        "as a batch" };

static int drop(const char *data, size_t length, void *user)
{
    (void)data;
    (void)length;
    (void)user;
    return 0;
}

static struct work make_work(const struct linear_case *row, enum way way, size_t count)
{
    struct work work = { .way = way, .times = row->is_square ? count : 1 };
    work.options = row->limits;
    work.options.size = sizeof work.options;
    if (ddbstream_log_create(&work.log, (ddbstream_sink){ drop, NULL }, NULL) != DDBSTREAM_OK)
        exit(2);
    return work;
}

static bool is_number(size_t got, int wanted, size_t count)
{
    return wanted == EACH ? got >= count : got == (size_t)wanted;
}

static void check(const struct linear_case *row, const struct work *work, size_t count)
{
    if (work->status == row->status && is_number(work->records, row->records, count)
        && is_number(work->errors, row->errors, count))
        return;
    fprintf(stderr, "%s, %s: %s, %zu records, %zu errors\n", row->name, ways[work->way],
            ddbstream_status_text(work->status), work->records, work->errors);
    exit(1);
}

static void decode_in_each_way(const struct linear_case *row)
{
    size_t counts[] = { row->count, row->count * 4 };
    struct document documents[] = { shape_document(&row->shape, counts[0]),
                                    shape_document(&row->shape, counts[1]) };
    for (int way = 0; way < WAYS; way++) {
        for (int size = 0; size < 2; size++) {
            struct work work = make_work(row, (enum way)way, counts[size]);
            measured(&work, &documents[size]);
            check(row, &work, counts[size]);
            ddbstream_log_free(work.log);
            printf("%s\t%s, %s\t%zu\n", row->is_square ? "square" : "linear", row->name, ways[way],
                   documents[size].length);
        }
    }
    free(documents[0].data);
    free(documents[1].data);
}

int main(void)
{
    for (size_t i = 0; i < linear_case_count; i++)
        decode_in_each_way(&linear_cases[i]);
    return 0;
}
