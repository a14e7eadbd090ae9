/* What output must not show: attributes masked, dropped or hashed, by name or by path.
 *
 *     static const ddbstream_redaction_rule rules[] = {
 *         { "email", NULL, DDBSTREAM_REDACT_HASH },
 *         { NULL, "address.lines[0]", DDBSTREAM_REDACT_MASK },
 *         { "password", NULL, DDBSTREAM_REDACT_DROP },
 *     };
 *     ddbstream_redaction_create(&redaction, rules, 3, NULL);
 *     options.redaction = redaction;
 *
 * given to a log or an encoder, it holds in all that this writes: in keys and in both images, in
 * what is nested in them, typed and plain. Members that the library does not know and has kept are
 * no attributes, and go out as they came. So do errors, whose paths name what stands in an
 * attribute, too.
 *
 * What has been masked or hashed is an S, whatever it was, a number or a map too: {"S":"***"}, or
 * plain "***". So what is written stays JSON, and a record in it can be decoded. */
#ifndef DDBSTREAM_REDACTION_H
#define DDBSTREAM_REDACTION_H

#include <stddef.h>
#include <stdint.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/status.h>

DDBSTREAM_BEGIN

/* Rules made ready for use. It does not change any more, so any number of logs and encoders, in any
 * threads, may use it at once; it must live as long as they do. */
typedef struct ddbstream_redaction ddbstream_redaction;

/* What is written of an attribute that must not be shown. */
typedef enum ddbstream_redaction_action {
    DDBSTREAM_REDACT_MASK = 1, /* write a fixed text in its place */
    DDBSTREAM_REDACT_DROP = 2, /* leave it out; of a list, those behind it move up */

    /* Write its hash in its place, as sixteen hexadecimal digits: that of ddbstream_comparer_hash,
     * under the seed of the options. Values that are the same have the same hash, so that one can
     * tell what belongs together and not what it is. Whoever knows the seed can try values until
     * the hash fits, so of what is easily guessed, such as a telephone number, it hides no more
     * than the seed does. */
    DDBSTREAM_REDACT_HASH = 3
} ddbstream_redaction_action;

/* One rule: either `name` or `path`, and the other is NULL. Stands in arrays, so it will not
 * grow. */
typedef struct ddbstream_redaction_rule {
    /* The attributes of that name, at any depth, matched byte by byte. */
    const char *name;

    /* The one at that document path of an item: address.lines[2].city. A name with any of . [ ] "
     * in it stands in brackets as a JSON string: address["a.b"]. Positions are those before anything
     * was dropped. No path leads into a set: redact the whole set. */
    const char *path;

    ddbstream_redaction_action action; /* what is done with it */
} ddbstream_redaction_rule;

/* Options. Start from DDBSTREAM_REDACTION_OPTIONS_INIT; a member left 0 or NULL has its default. */
typedef struct ddbstream_redaction_options {
    size_t size; /* sizeof(ddbstream_redaction_options) */

    /* Copied. Default: malloc, realloc and free. */
    const ddbstream_allocator *allocator;

    /* What DDBSTREAM_REDACT_MASK writes: UTF-8, copied. Default: three asterisks. */
    const char *mask;

    /* For DDBSTREAM_REDACT_HASH: a random number that is kept secret. The default is no secret. */
    uint64_t seed;
} ddbstream_redaction_options;

/* All defaults. */
#define DDBSTREAM_REDACTION_OPTIONS_INIT                                                           \
    {                                                                                              \
        sizeof(ddbstream_redaction_options), NULL, NULL, 0                                         \
    }

/* Makes a redaction.
 *
 * redaction: receives it; the caller owns it and gives it back to ddbstream_redaction_free. NULL
 *     on failure.
 * rules, count: copied. Where several match, the first of them counts. What stands in an attribute
 *     that is masked, dropped or hashed is not looked at.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_PATH when a path is none; DDBSTREAM_ERROR_TEXT when the
 * mask is not valid UTF-8; DDBSTREAM_ERROR_ARGUMENT when redaction is NULL, a rule has not just one
 * of name and path, or an action that is none, or the options make no sense;
 * DDBSTREAM_ERROR_MEMORY. Any thread. */
DDBSTREAM_API ddbstream_status
ddbstream_redaction_create(ddbstream_redaction **redaction, const ddbstream_redaction_rule *rules,
                           size_t count, const ddbstream_redaction_options *options);

/* Gives the redaction back, when nothing uses it any more. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_redaction_free(ddbstream_redaction *redaction);

DDBSTREAM_END

#endif
