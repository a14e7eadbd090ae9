/* The standard log envelope: one JSON object a line.
 *
 *     {"log_code":"DynamoDBStreamRecord","log_msg":"Events from the DynamoDB Table",
 *      "log_level":"INFO","log_keys":{"record":{...}},"log_timestamp":"2023-05-19 02:30:49"}
 *
 * (on one line). The record is written in the form of a Lambda event, its members in a fixed order
 * and attribute values in DynamoDB's typed form, in the order they came; what was absent is left
 * out. Numbers go out as they came. The creation time goes out in seconds. Every line is valid
 * JSON in valid UTF-8, and goes to the sink in one write.
 *
 * A log is used by one thread at a time; logs share nothing. */
#ifndef DDBSTREAM_LOG_H
#define DDBSTREAM_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ddbstream/allocator.h>
#include <ddbstream/api.h>
#include <ddbstream/record.h>
#include <ddbstream/redaction.h>
#include <ddbstream/sink.h>
#include <ddbstream/status.h>
#include <ddbstream/value.h>

DDBSTREAM_BEGIN

/* Writes lines to its sink. */
typedef struct ddbstream_log ddbstream_log;

/* `log_level`. */
typedef enum ddbstream_log_level {
    DDBSTREAM_LOG_OK = 0,    /* "OK" */
    DDBSTREAM_LOG_INFO = 1,  /* "INFO" */
    DDBSTREAM_LOG_DEBUG = 2, /* "DEBUG" */
    DDBSTREAM_LOG_ERROR = 3  /* "ERROR" */
} ddbstream_log_level;

/* Tells the time: seconds since 1970 in UTC and nanoseconds (`text` is not used). */
typedef ddbstream_time (*ddbstream_clock_fn)(void *user);

/* Options. Start from DDBSTREAM_LOG_OPTIONS_INIT; a member left 0 or NULL has its default. */
typedef struct ddbstream_log_options {
    size_t size; /* sizeof(ddbstream_log_options) */

    /* Indent by four spaces instead of writing one compact line. Default: compact. */
    bool pretty;

    /* Add the members that Amazon's JSON logging looks for, after the envelope's own: `timestamp`
     * (RFC 3339, milliseconds), `level` (OK counts as INFO), and `requestId` when one is set.
     * Default: no. Source: "Log formats and levels" in the AWS Lambda guide. */
    bool amazon_fields;

    /* Default: the system's clock. */
    ddbstream_clock_fn clock;
    void *clock_user; /* passed to it */

    /* Copied. Default: malloc, realloc and free. */
    const ddbstream_allocator *allocator;

    /* What must not be written; not copied. A log key that is a value counts as an attribute of an
     * item, by the key's name. Default: all is written. */
    const ddbstream_redaction *redaction;
} ddbstream_log_options;

/* All defaults. */
#define DDBSTREAM_LOG_OPTIONS_INIT                                                                 \
    {                                                                                              \
        sizeof(ddbstream_log_options), false, false, NULL, NULL, NULL, NULL                        \
    }

/* A further member of `log_keys`. `name` must not be "record" when the entry has a record. */
typedef enum ddbstream_log_key_kind {
    DDBSTREAM_LOG_KEY_TEXT = 0,    /* as.text */
    DDBSTREAM_LOG_KEY_INTEGER = 1, /* as.integer */
    DDBSTREAM_LOG_KEY_BOOLEAN = 2, /* as.boolean */
    DDBSTREAM_LOG_KEY_VALUE = 3    /* as.value */
} ddbstream_log_key_kind;

/* Stands in arrays, so it will not grow. */
typedef struct ddbstream_log_key {
    const char *name;            /* the member's, ends in NUL */
    ddbstream_log_key_kind kind; /* which member of `as` is written */
    union {
        ddbstream_string text;        /* UTF-8; NULL data is written as null */
        int64_t integer;              /* written as a number */
        bool boolean;                 /* written as true or false */
        const ddbstream_value *value; /* in typed form; NULL is written as null */
    } as;                             /* what is written */
} ddbstream_log_key;

/* One log line. Start from one of the three initialisers below; everything is read during the
 * call only. All text is UTF-8 and ends in NUL. */
typedef struct ddbstream_log_entry {
    size_t size;                    /* sizeof(ddbstream_log_entry) */
    ddbstream_log_level level;      /* log_level */
    const char *code;               /* log_code; NULL counts as "" */
    const char *message;            /* log_msg; NULL counts as "" */
    const char *error;              /* log_errmsg; NULL leaves it out */
    const ddbstream_record *record; /* log_keys.record; NULL leaves it out */
    const ddbstream_log_key *keys;  /* further log_keys, after the record */
    size_t key_count;               /* how many keys */
    const char *timestamp;          /* log_timestamp as it shall stand; NULL asks the clock */
} ddbstream_log_entry;

/* A line without an error, a record or further keys, at the clock's time. */
#define DDBSTREAM_LOG_ENTRY(level, code, message)                                                  \
    {                                                                                              \
        sizeof(ddbstream_log_entry), level, code, message, NULL, NULL, NULL, 0, NULL               \
    }

/* The line for a record; set `record`. */
#define DDBSTREAM_LOG_RECORD_ENTRY                                                                 \
    DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_INFO, "DynamoDBStreamRecord",                                \
                        "Events from the DynamoDB Table")

/* The line for an event with no records. */
#define DDBSTREAM_LOG_NO_RECORDS_ENTRY                                                             \
    DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_INFO, "DynamoDBStream", "there are no records found")

/* Makes a log.
 *
 * log: receives it; the caller owns it and gives it back to ddbstream_log_free. NULL on failure.
 * sink: where the lines go; copied.
 * options: NULL for the defaults; not kept.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_ARGUMENT when log or the sink's function is NULL or the
 * options make no sense; DDBSTREAM_ERROR_MEMORY. Any thread. */
DDBSTREAM_API ddbstream_status ddbstream_log_create(ddbstream_log **log, ddbstream_sink sink,
                                                    const ddbstream_log_options *options);

/* Sets the request id that amazon_fields writes.
 *
 * request_id: ends in NUL, copied; NULL for none.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_TEXT when it is not UTF-8, or DDBSTREAM_ERROR_MEMORY, and
 * then the old one stays; DDBSTREAM_ERROR_ARGUMENT when log is NULL. */
DDBSTREAM_API ddbstream_status ddbstream_log_set_request_id(ddbstream_log *log,
                                                            const char *request_id);

/* Writes one line.
 *
 * entry: what to write; see ddbstream_log_entry.
 * Returns DDBSTREAM_OK; DDBSTREAM_ERROR_WRITE when the sink failed; and, with nothing written:
 * DDBSTREAM_ERROR_TEXT when a text is not valid UTF-8; DDBSTREAM_ERROR_VALUE when a value's type is
 * none (a record from a decoder has neither); DDBSTREAM_ERROR_MEMORY; DDBSTREAM_ERROR_ARGUMENT when
 * log, entry or a key's name is NULL, or the entry's size, level, count of keys or a key's kind
 * makes no sense. That keys have different names, and none that of the record, is yours to see
 * to. */
DDBSTREAM_API ddbstream_status ddbstream_log_write(ddbstream_log *log,
                                                   const ddbstream_log_entry *entry);

/* Writes the standard line for a record: DDBSTREAM_LOG_RECORD_ENTRY with that record. Result and
 * errors as for ddbstream_log_write. */
DDBSTREAM_API ddbstream_status ddbstream_log_record(ddbstream_log *log,
                                                    const ddbstream_record *record);

/* Gives the log back. The sink is left alone. NULL does nothing. Cannot fail. */
DDBSTREAM_API void ddbstream_log_free(ddbstream_log *log);

DDBSTREAM_END

#endif
