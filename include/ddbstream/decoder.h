/* Decoding: a document's bytes in, records out, one by one.
 *
 *     ddbstream_decoder *decoder;
 *     ddbstream_decoder_create(&decoder, on_record, user, NULL);
 *     while (there are bytes)
 *         ddbstream_decoder_feed(decoder, bytes, length);
 *     ddbstream_decoder_finish(decoder);
 *     ddbstream_decoder_reset(decoder);          for the next document, or
 *     ddbstream_decoder_free(decoder);
 *
 * The bytes may be cut anywhere; the records, the errors and every offset are the same for every
 * way of cutting. The decoder holds one record, at most one token that a cut has split, and of a
 * record that a cut has split up to a megabyte as it came.
 *
 * Threads: a decoder is used by one thread at a time. Decoders share nothing, so any number of
 * them run side by side. */
#ifndef DDBSTREAM_DECODER_H
#define DDBSTREAM_DECODER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/document.h>
#include <ddbstream/error.h>
#include <ddbstream/record.h>
#include <ddbstream/shape.h>
#include <ddbstream/status.h>

DDBSTREAM_BEGIN

/* Used by one thread at a time; decoders share nothing. */
typedef struct ddbstream_decoder ddbstream_decoder;

/* Receives each good record, in the order of the document. The record lives until the callback
 * returns. Return 0 to go on; any other number ends the document, and the running call returns
 * DDBSTREAM_STOPPED with that number in the error's callback_result. Of the decoder that called it
 * the callback may call ddbstream_decoder_document and ddbstream_decoder_record_count alone. */
typedef int (*ddbstream_record_fn)(const ddbstream_record *record, void *user);

/* Receives each bad record's error in the place of the record; one without a record for each member
 * beside the records that is wrong, which costs that member; and then, if the document itself can't
 * be read to its end, one with ends_document set. In documents of lines (exports, and records one a
 * line), JSON that is broken is an error of that line. The error lives until the callback returns.
 * Return 0 to go on; any other number stops as a record callback's does (after ends_document it
 * makes no difference). That a callback stopped the document is not told here. */
typedef int (*ddbstream_error_fn)(const ddbstream_error *error, void *user);

/* Limits, so that no input can use up memory, stack or time. Each is what DynamoDB or Lambda allows
 * with room to spare; what passes one is an error with its place. Sources: "Quotas in Amazon
 * DynamoDB" and "Lambda quotas".
 *
 * Depth: objects and arrays inside each other in one record, its own included. Items nest 32
 * levels, and each takes two of JSON. */
#define DDBSTREAM_DEFAULT_MAX_DEPTH 128

/* Bytes of a string as it stands in the document, quotes aside. An item has at most 400 KB, which
 * escapes can make six times as long. */
#define DDBSTREAM_DEFAULT_MAX_STRING ((size_t)4 * 1024 * 1024)

/* Bytes of a record. It has two images of an item and the keys; a Lambda event has at most 6 MB. */
#define DDBSTREAM_DEFAULT_MAX_RECORD ((size_t)16 * 1024 * 1024)

/* Attributes, list values and set members in a record. 400 KB hold some 130,000 of the smallest,
 * and there are two images. */
#define DDBSTREAM_DEFAULT_MAX_ATTRIBUTES 500000

/* Records in a document. A batch has at most 10,000, but a file may have any number. */
#define DDBSTREAM_DEFAULT_MAX_RECORDS UINT64_MAX

/* Options. Start from DDBSTREAM_OPTIONS_INIT; a member left 0 or NULL has its default. `size` lets
 * a program compiled with an older header run with a newer library. */
typedef struct ddbstream_options {
    size_t size; /* sizeof(ddbstream_options) */

    /* Called for every error; gets the same `user` as the record callback. By default there is
     * none, and then the first bad record ends the document, so that none is lost unseen. */
    ddbstream_error_fn on_error;

    /* Copied. Default: malloc, realloc and free. */
    const ddbstream_allocator *allocator;

    /* Limits. Passing one of the first four makes the record an error, DDBSTREAM_ERROR_LIMIT;
     * more than max_records end the document. However the limits are set, and in records too, the
     * document ends where objects and arrays nest deeper than 4096, or where a bare number has
     * more than 1024 characters. */
    size_t max_depth;
    size_t max_string;
    size_t max_record;
    size_t max_attributes;
    uint64_t max_records;

    /* Read every record by way of yajl. By default whole records in the bytes at hand are decoded
     * in one pass of the library's own, several times as fast; what is accepted, what is refused
     * and every place are the same. */
    bool yajl_only;

    /* The only shape to accept: another document, or another record in it, is
     * DDBSTREAM_ERROR_SHAPE. DDBSTREAM_SHAPE_STREAMS refuses a record with an eventSourceARN;
     * DDBSTREAM_SHAPE_LAMBDA accepts one without, too. Default: each document's shape is told by
     * what it holds. */
    ddbstream_shape shape;

    /* Keep members that the library does not know, as JSON, instead of stepping over them. They
     * count toward max_record; those beside the records do so together, and too many end the
     * document. Default: no. */
    bool keep_unknown_members;

    /* Projection: build only those attributes of NewImage, OldImage and Item whose names these are,
     * or none of any image, only Keys. What is left out is stepped over, which is faster: its JSON
     * and its text are still checked, its form as attribute values is not. The images' presence is
     * told as ever. The names end in NUL and are copied; with a count of 0 none is built. Default
     * (NULL and false): all. */
    const char *const *selected;
    size_t selected_count;
    bool keys_only;
} ddbstream_options;

/* All defaults. */
#define DDBSTREAM_OPTIONS_INIT                                                                     \
    {                                                                                              \
        sizeof(ddbstream_options), NULL, NULL, 0, 0, 0, 0, 0, false, DDBSTREAM_SHAPE_ANY, false,   \
            NULL, 0, false                                                                         \
    }

/* Makes a decoder, ready for its first document.
 *
 * decoder: receives it; the caller owns it and gives it back to ddbstream_decoder_free. NULL on
 *     failure.
 * on_record: called for each good record; NULL when only errors are of interest.
 * user: passed to the callbacks; never looked at.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ARGUMENT when decoder is NULL or the options' size is too
 * small to be one, or shape is none, or selected lacks a name, or an allocator lacks a function;
 * DDBSTREAM_ERROR_MEMORY. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_decoder_create(ddbstream_decoder **decoder,
                                                        ddbstream_record_fn on_record, void *user,
                                                        const ddbstream_options *options);

/* Decodes the next bytes of the document. Callbacks run inside this call.
 *
 * data, length: read during the call only; the caller keeps them. data may be NULL when length
 *     is 0.
 * Returns DDBSTREAM_OK when more can come. Any other status ends the document: the records before
 * that place have been delivered, ddbstream_decoder_error tells the place, and further calls of
 * feed and finish return the same status until ddbstream_decoder_reset. (A call with a wrong
 * argument does nothing instead, and leaves all as it was.) What is wrong in a record that a cut has
 * split may be told only when the record's end has come, or the document's: by a later call, though
 * with the same place. The status is
 *
 *     DDBSTREAM_STOPPED          a callback asked for it
 *     DDBSTREAM_ERROR_JSON       the bytes are not JSON
 *     DDBSTREAM_ERROR_TEXT       text outside the records is not Unicode
 *     DDBSTREAM_ERROR_DOCUMENT   it is JSON, but of none of the shapes of shape.h
 *     DDBSTREAM_ERROR_SHAPE      it is of another shape than the options allow
 *     DDBSTREAM_ERROR_LIMIT      a limit was passed outside the records, or by their number; or,
 *                                anywhere, 4096 levels or 1024 characters of a bare number
 *     DDBSTREAM_ERROR_MEMORY     an allocation failed
 *     DDBSTREAM_ERROR_ARGUMENT   decoder or data is NULL, or the document was finished before
 *
 * or, without an error callback, the status of the first bad record, or of the first member beside
 * the records that is wrong. */
DDBSTREAM_API ddbstream_status ddbstream_decoder_feed(ddbstream_decoder *decoder, const void *data,
                                                      size_t length);

/* Tells the decoder that the document ends here. Callbacks may run inside this call.
 *
 * Returns DDBSTREAM_OK when the whole document was read, even if records were bad and the error
 * callback was told of them; DDBSTREAM_ERROR_TRUNCATED when it is not complete (of records in lines
 * it is the last one that is not complete then, a bad record like others); or one of the statuses of
 * ddbstream_decoder_feed, and if feed has returned one already, that one again. Called again, it
 * returns the same. */
DDBSTREAM_API ddbstream_status ddbstream_decoder_finish(ddbstream_decoder *decoder);

/* Decodes a whole document that is in memory: reset, feed and finish in one, for a decoder that
 * lives longer than a document. A warm decoder allocates nothing for a document no larger than
 * those before it.
 *
 * Arguments, result and errors as for ddbstream_decoder_feed and ddbstream_decoder_finish. */
DDBSTREAM_API ddbstream_status ddbstream_decoder_run(ddbstream_decoder *decoder, const void *data,
                                                     size_t length);

/* Makes the decoder ready for the next document, whatever came of the last one. Options, callbacks
 * and memory are kept.
 *
 * decoder: NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_decoder_reset(ddbstream_decoder *decoder);

/* Gives back the decoder and all its memory.
 *
 * decoder: NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_decoder_free(ddbstream_decoder *decoder);

/* The error that ended the document.
 *
 * Returns NULL while there is none, else a pointer that lives until the next call of feed, finish,
 * run, reset or free on this decoder. A call that returns DDBSTREAM_ERROR_ARGUMENT makes no error,
 * and lets one that is there stand. Cannot fail. */
DDBSTREAM_API const ddbstream_error *ddbstream_decoder_error(const ddbstream_decoder *decoder);

/* What the document says beside its records, as far as it has been read: some of it may come only
 * after the last record.
 *
 * Returns a pointer that lives, with all it points to, until reset, run or free of this decoder;
 * what it points at changes as more is read. NULL for NULL. Cannot fail. */
DDBSTREAM_API const ddbstream_document *ddbstream_decoder_document(
    const ddbstream_decoder *decoder);

/* How many records of this document have been read to their end so far, bad ones included.
 * Cannot fail; 0 for NULL. */
DDBSTREAM_API uint64_t ddbstream_decoder_record_count(const ddbstream_decoder *decoder);

/* Decodes a whole document that is in memory, for those who do it once: create, run and free in
 * one call.
 *
 * data, length, on_record, user, options: as above. The error, with its place, goes to
 *     options->on_error.
 * Returns the status of ddbstream_decoder_create or of ddbstream_decoder_run. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_decode(const void *data, size_t length,
                                                ddbstream_record_fn on_record, void *user,
                                                const ddbstream_options *options);

DDBSTREAM_END

#endif
