/* The sink that writes to a FILE; the one for buffers is tried with them. */
#include <ddbstream/sink.h>

#include "suite.h"

START_TEST(pieces_follow_each_other_in_the_file)
{
    static const char expected[] = "one\ntwo\n\0three";
    char text[sizeof expected + 1];
    FILE *file = tmpfile();
    ddbstream_sink sink = ddbstream_sink_file(file);
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(sink.write("one\nbeyond", 4, sink.user), 0);
    ck_assert_int_eq(sink.write("", 0, sink.user), 0);
    ck_assert_int_eq(sink.write("two\n\0three", 10, sink.user), 0);
    rewind(file);
    ck_assert_uint_eq(fread(text, 1, sizeof text, file), sizeof expected - 1);
    ck_assert_mem_eq(text, expected, sizeof expected - 1);
    fclose(file);
}
END_TEST

START_TEST(a_piece_larger_than_the_files_buffer)
{
    enum { LENGTH = 1 << 20 };
    char *text = malloc(LENGTH);
    FILE *file = tmpfile();
    ddbstream_sink sink = ddbstream_sink_file(file);
    memset(text, 'x', LENGTH);
    ck_assert_int_eq(sink.write(text, LENGTH, sink.user), 0);
    ck_assert_int_eq(ftell(file), LENGTH);
    fclose(file);
    free(text);
}
END_TEST

/* Files that take nothing. */
static const struct {
    const char *name, *mode, *reason;
} refusing[] = {
    { "/dev/null", "r", "not open for writing" },
    { "/dev/full", "w", "no space left" },
};

START_TEST(a_file_that_takes_nothing_fails)
{
    FILE *file = fopen(refusing[_i].name, refusing[_i].mode);
    ddbstream_sink sink = ddbstream_sink_file(file);
    if (file == NULL)
        return; /* this system has no such file */
    setvbuf(file, NULL, _IONBF, 0);
    ck_assert_msg(sink.write("lost", 4, sink.user) != 0, "%s", refusing[_i].reason);
    fclose(file);
}
END_TEST

int main(void)
{
    return RUN_SUITE("sink", ONCE(pieces_follow_each_other_in_the_file),
                     ONCE(a_piece_larger_than_the_files_buffer),
                     EACH(a_file_that_takes_nothing_fails, refusing));
}
