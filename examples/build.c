/* Builds a record by hand, as a test or a mock does, and writes it as JSON.
 *
 *     build
 *
 * Shows the builder: no call's result need be looked at but the last. */
#include <stdio.h>

#include <ddbstream/ddbstream.h>

static void build_line(ddbstream_builder *builder, const char *article, const char *quantity)
{
    ddbstream_build_open(builder, NULL, DDBSTREAM_TYPE_M);
    ddbstream_build_string(builder, "article", article);
    ddbstream_build_number(builder, "quantity", quantity);
    ddbstream_build_close(builder);
}

static void build_order(ddbstream_builder *builder)
{
    ddbstream_build_string(builder, "id", "o-1");
    ddbstream_build_boolean(builder, "paid", false);
    ddbstream_build_open(builder, "tags", DDBSTREAM_TYPE_SS);
    ddbstream_build_string(builder, NULL, "new");
    ddbstream_build_string(builder, NULL, "gift");
    ddbstream_build_close(builder);
    ddbstream_build_open(builder, "lines", DDBSTREAM_TYPE_L);
    build_line(builder, "tea", "2");
    build_line(builder, "cup", "0.5");
    ddbstream_build_close(builder);
}

static ddbstream_status build_record(ddbstream_builder *builder, ddbstream_record **record)
{
    ddbstream_build_record(builder);
    ddbstream_build_member(builder, DDBSTREAM_MEMBER_EVENT_NAME, "INSERT");
    ddbstream_build_member(builder, DDBSTREAM_MEMBER_SEQUENCE_NUMBER, "100");
    ddbstream_build_member(builder, DDBSTREAM_MEMBER_CREATION_TIME, "1479499740");
    ddbstream_build_image(builder, DDBSTREAM_IMAGE_KEYS);
    ddbstream_build_string(builder, "id", "o-1");
    ddbstream_build_close(builder);
    ddbstream_build_image(builder, DDBSTREAM_IMAGE_NEW);
    build_order(builder);
    ddbstream_build_close(builder);
    return ddbstream_build_end(builder, record);
}

int main(void)
{
    ddbstream_arena *arena = NULL;
    ddbstream_builder *builder = NULL;
    ddbstream_encoder *encoder = NULL;
    ddbstream_record *record;
    bool ok =
        ddbstream_arena_create(&arena, NULL) == DDBSTREAM_OK
        && ddbstream_builder_create(&builder, arena) == DDBSTREAM_OK
        && build_record(builder, &record) == DDBSTREAM_OK
        && ddbstream_encoder_create(&encoder, ddbstream_sink_file(stdout), NULL) == DDBSTREAM_OK
        && ddbstream_encoder_record(encoder, record) == DDBSTREAM_OK;
    ddbstream_encoder_free(encoder);
    ddbstream_builder_free(builder);
    ddbstream_arena_free(arena);
    return !ok || puts("") == EOF || fflush(stdout) != 0;
}
