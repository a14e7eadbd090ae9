/* Records made by hand, with their values: for tests, replays and mocks.
 *
 *     ddbstream_build_record(builder);
 *     ddbstream_build_member(builder, DDBSTREAM_MEMBER_EVENT_NAME, "INSERT");
 *     ddbstream_build_image(builder, DDBSTREAM_IMAGE_NEW);
 *     ddbstream_build_string(builder, "id", "o-1");
 *     ddbstream_build_number(builder, "total", "249.50");
 *     ddbstream_build_open(builder, "tags", DDBSTREAM_TYPE_SS);
 *     ddbstream_build_string(builder, NULL, "new");           members and list values have no name
 *     ddbstream_build_close(builder);                         the set
 *     ddbstream_build_close(builder);                         the image
 *     status = ddbstream_build_end(builder, &record);
 *
 * The first error stays and makes all later calls do nothing, so that it need be looked at only at
 * the end. Each call that builds returns it: DDBSTREAM_OK, or the first of
 *
 *     DDBSTREAM_ERROR_ARGUMENT    a call out of turn, a name too many or missing, NULL for text
 *     DDBSTREAM_ERROR_MEMORY
 *     DDBSTREAM_ERROR_NUMBER      text that is no number
 *     DDBSTREAM_ERROR_TEXT        text that is not UTF-8
 *     DDBSTREAM_ERROR_TIME        a creation time that is no time
 *     DDBSTREAM_ERROR_TYPE        a value of a type that the set can't hold; no container's type
 *     DDBSTREAM_ERROR_VALUE       a value whose type is none
 *     DDBSTREAM_ERROR_MEMBER      a member that is no such, or a size that is no count of bytes
 *     DDBSTREAM_ERROR_DUPLICATE   the same name twice in a map
 *
 * since ddbstream_build_record. What is built can be logged and encoded, and what is encoded
 * decoded: nothing is checked here that a decoder does not check, and only a decoder has limits. */
#ifndef DDBSTREAM_BUILDING_H
#define DDBSTREAM_BUILDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/api.h>
#include <ddbstream/arena.h>
#include <ddbstream/record.h>
#include <ddbstream/status.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* Used by one thread at a time, which is the one that uses its arena. */
typedef struct ddbstream_builder ddbstream_builder;

/* Makes a builder.
 *
 * builder: receives it; the caller owns it and gives it back to ddbstream_builder_free. NULL on
 *     failure.
 * arena: where records are built; must outlive the builder, and may be reset only between
 *     ddbstream_build_end and ddbstream_build_record. Its allocator serves the builder too.
 * Returns DDBSTREAM_OK, DDBSTREAM_ERROR_MEMORY, or DDBSTREAM_ERROR_ARGUMENT when one is NULL. Any
 * thread. */
DDBSTREAM_API ddbstream_status ddbstream_builder_create(ddbstream_builder **builder,
                                                        ddbstream_arena *arena);

/* Gives the builder back; records stay in the arena. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_builder_free(ddbstream_builder *builder);

/* Begins a record in which all is absent; what was begun and not ended is dropped, and its error
 * forgotten. */
DDBSTREAM_API ddbstream_status ddbstream_build_record(ddbstream_builder *builder);

/* Sets a member of the record, outside of its images.
 *
 * member: one of the DDBSTREAM_MEMBER_ bits. Those of userIdentity make it present.
 * text: as it would stand in JSON, less the quotes: "INSERT", "1479499740", "36"; copied. NULL for
 *     a member that is null. */
DDBSTREAM_API ddbstream_status ddbstream_build_member(ddbstream_builder *builder, uint32_t member,
                                                      const char *text);

/* Which image of a record. */
typedef enum ddbstream_image_name {
    DDBSTREAM_IMAGE_KEYS = 0, /* Keys */
    DDBSTREAM_IMAGE_NEW = 1,  /* NewImage */
    DDBSTREAM_IMAGE_OLD = 2   /* OldImage */
} ddbstream_image_name;

/* Begins an image, which is open until its ddbstream_build_close. DDBSTREAM_ERROR_DUPLICATE when the
 * record has it already. */
DDBSTREAM_API ddbstream_status ddbstream_build_image(ddbstream_builder *builder,
                                                     ddbstream_image_name image);

/* Add a value to the innermost container: with its name to an image or a map, with NULL for a name
 * to a list or set. Names and payloads are copied. */
DDBSTREAM_API ddbstream_status ddbstream_build_string(ddbstream_builder *builder, const char *name,
                                                      const char *text);
DDBSTREAM_API ddbstream_status ddbstream_build_number(ddbstream_builder *builder, const char *name,
                                                      const char *text);
DDBSTREAM_API ddbstream_status ddbstream_build_binary(ddbstream_builder *builder, const char *name,
                                                      const void *bytes, size_t length);
DDBSTREAM_API ddbstream_status ddbstream_build_boolean(ddbstream_builder *builder, const char *name,
                                                       bool boolean);
DDBSTREAM_API ddbstream_status ddbstream_build_null(ddbstream_builder *builder, const char *name);

/* Adds a value that there is already, such as one of a decoded record, with all in it. It is
 * copied; what it holds is taken to be right. */
DDBSTREAM_API ddbstream_status ddbstream_build_value(ddbstream_builder *builder, const char *name,
                                                     const ddbstream_value *value);

/* Adds a container and opens it.
 *
 * type: DDBSTREAM_TYPE_M, _L, _SS, _NS or _BS. */
DDBSTREAM_API ddbstream_status ddbstream_build_open(ddbstream_builder *builder, const char *name,
                                                    ddbstream_type type);

/* Closes the innermost container, or the image when there is none. */
DDBSTREAM_API ddbstream_status ddbstream_build_close(ddbstream_builder *builder);

/* Ends the record. Numbers of names, the checkpoint, the source and the unit of the time follow
 * from its members, as for a decoded record.
 *
 * record: receives the record, yours to change, which lives until ddbstream_arena_reset or
 *     ddbstream_arena_free; NULL on failure. */
DDBSTREAM_API ddbstream_status ddbstream_build_end(ddbstream_builder *builder,
                                                   ddbstream_record **record);

DDBSTREAM_END

#endif
