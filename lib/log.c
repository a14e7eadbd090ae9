/* The standard log envelope: an entry in, one line of JSON out, in a single write. */
#include <ddbstream/log.h>

#include <string.h>
#include <time.h>

#include "buffer.h"
#include "calendar.h"
#include "escape.h"
#include "json_writer.h"
#include "memory.h"
#include "record_writer.h"

struct ddbstream_log {
    ddbstream_allocator allocator;
    ddbstream_sink sink;
    bool pretty;
    bool amazon_fields;
    ddbstream_clock_fn clock;
    void *clock_user;

    struct record_writer writer;
    struct ddbstream_buffer line;       /* the one being written; its memory serves the next too */
    struct ddbstream_buffer request_id; /* empty: none */

    int64_t second;           /* since 1970, of the last line: many are written in each, and need */
    char date[CALENDAR_ROOM]; /* but one date; empty: none has been written */
};

/* Life. */

static ddbstream_time system_clock(void *user)
{
    struct timespec now = { 0, 0 };
    (void)user;
    timespec_get(&now, TIME_UTC);
    return (ddbstream_time){ .seconds = now.tv_sec, .nanoseconds = (uint32_t)now.tv_nsec };
}

static bool read_options(ddbstream_log_options *known, const ddbstream_log_options *given)
{
    *known = (ddbstream_log_options)DDBSTREAM_LOG_OPTIONS_INIT;
    if (given == NULL)
        return true;
    if (given->size < sizeof given->size)
        return false;
    memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    return true;
}

ddbstream_status ddbstream_log_create(ddbstream_log **log, ddbstream_sink sink,
                                      const ddbstream_log_options *options)
{
    ddbstream_log_options known;
    ddbstream_allocator allocator;
    if (log == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    *log = NULL;
    if (sink.write == NULL || !read_options(&known, options)
        || !ddbs_allocator_choose(&allocator, known.allocator))
        return DDBSTREAM_ERROR_ARGUMENT;
    *log = ddbs_allocate(&allocator, sizeof **log);
    if (*log == NULL)
        return DDBSTREAM_ERROR_MEMORY;
    **log = (struct ddbstream_log){ .allocator = allocator,
                                    .sink = sink,
                                    .pretty = known.pretty,
                                    .amazon_fields = known.amazon_fields,
                                    .clock = known.clock != NULL ? known.clock : system_clock,
                                    .clock_user = known.clock_user };
    ddbs_record_writer_init(&(*log)->writer, &(*log)->allocator);
    (*log)->writer.redaction = known.redaction;
    ddbs_buffer_init(&(*log)->line, &(*log)->allocator);
    ddbs_buffer_init(&(*log)->request_id, &(*log)->allocator);
    return DDBSTREAM_OK;
}

ddbstream_status ddbstream_log_set_request_id(ddbstream_log *log, const char *request_id)
{
    size_t length = request_id != NULL ? strlen(request_id) : 0;
    ddbstream_status status;
    if (log == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    ddbstream_buffer_clear(&log->line);
    status = length > 0 ? ddbs_escape(&log->line, request_id, length) : DDBSTREAM_OK;
    if (status != DDBSTREAM_OK) /* or no line could be written any more */
        return status;
    if (!ddbs_buffer_reserve(&log->request_id, length))
        return DDBSTREAM_ERROR_MEMORY;
    ddbstream_buffer_clear(&log->request_id);
    ddbs_buffer_append(&log->request_id, request_id != NULL ? request_id : "", length);
    return DDBSTREAM_OK;
}

void ddbstream_log_free(ddbstream_log *log)
{
    ddbstream_allocator allocator;
    if (log == NULL)
        return;
    allocator = log->allocator;
    ddbs_record_writer_release(&log->writer);
    ddbs_buffer_release(&log->line);
    ddbs_buffer_release(&log->request_id);
    ddbs_release(&allocator, log, sizeof *log);
}

/* The members of the envelope. */

static const struct {
    struct json_front code, message, error, level, keys, record, time;
    struct json_front amazon_time, amazon_level, request_id;
} names = {
    .code = JSON_MEMBER("log_code"),
    .message = JSON_MEMBER("log_msg"),
    .error = JSON_MEMBER("log_errmsg"),
    .level = JSON_MEMBER("log_level"),
    .keys = JSON_MEMBER("log_keys"),
    .record = JSON_MEMBER("record"),
    .time = JSON_MEMBER("log_timestamp"),
    .amazon_time = JSON_MEMBER("timestamp"),
    .amazon_level = JSON_MEMBER("level"),
    .request_id = JSON_MEMBER("requestId"),
};

static void write_text(struct json_writer *json, const struct json_front *name, const char *text)
{
    if (text == NULL)
        text = "";
    ddbs_json_member_string(json, name, (ddbstream_string){ text, strlen(text) });
}

static void write_plain_key(struct json_writer *json, const ddbstream_log_key *key)
{
    switch (key->kind) {
    case DDBSTREAM_LOG_KEY_TEXT:
        ddbs_json_string(json, key->as.text);
        return;
    case DDBSTREAM_LOG_KEY_INTEGER:
        ddbs_json_integer(json, key->as.integer);
        return;
    case DDBSTREAM_LOG_KEY_BOOLEAN:
        ddbs_json_boolean(json, key->as.boolean);
        return;
    case DDBSTREAM_LOG_KEY_VALUE: /* NULL, or it would be an attribute */
        ddbs_json_null(json);
        return;
    }
    ddbs_json_fail(json, DDBSTREAM_ERROR_ARGUMENT);
}

static void write_key(struct record_writer *writer, const ddbstream_log_key *key)
{
    ddbstream_string name = { key->name, key->name != NULL ? strlen(key->name) : 0 };
    if (name.data == NULL) {
        ddbs_json_fail(&writer->json, DDBSTREAM_ERROR_ARGUMENT);
    } else if (key->kind == DDBSTREAM_LOG_KEY_VALUE && key->as.value != NULL) {
        ddbs_write_attribute(writer, name, key->as.value);
    } else {
        ddbs_json_foreign_name(&writer->json, name);
        write_plain_key(&writer->json, key);
    }
}

static void write_keys(struct record_writer *writer, const ddbstream_log_entry *entry)
{
    struct json_writer *json = &writer->json;
    if (entry->record == NULL && entry->key_count == 0)
        return;
    ddbs_json_member(json, &names.keys);
    ddbs_json_open(json, '{');
    if (entry->record != NULL) {
        ddbs_json_member(json, &names.record);
        ddbs_write_record(writer, entry->record);
    }
    for (size_t i = 0; i < entry->key_count; i++)
        write_key(writer, &entry->keys[i]);
    ddbs_json_close(json, '}');
}

/* Amazon knows no level OK. */
static void write_amazon_fields(struct ddbstream_log *log, ddbstream_log_level level,
                                const ddbstream_time *now)
{
    static const char *const levels[] = { "INFO", "INFO", "DEBUG", "ERROR" };
    struct json_writer *json = &log->writer.json;
    char timestamp[CALENDAR_ROOM];
    ddbs_calendar_write_rfc3339(now, timestamp);
    write_text(json, &names.amazon_time, timestamp);
    write_text(json, &names.amazon_level, levels[level]);
    if (log->request_id.length > 0)
        write_text(json, &names.request_id, log->request_id.data);
}

static const char *date_of(struct ddbstream_log *log, const ddbstream_time *now)
{
    if (log->date[0] == '\0' || log->second != now->seconds)
        ddbs_calendar_write_plain(now, log->date);
    log->second = now->seconds;
    return log->date;
}

static void write_envelope(struct ddbstream_log *log, const ddbstream_log_entry *entry)
{
    static const char *const levels[] = { "OK", "INFO", "DEBUG", "ERROR" };
    struct json_writer *json = &log->writer.json;
    bool needs_clock = entry->timestamp == NULL || log->amazon_fields;
    ddbstream_time now = { .seconds = 0 };
    if (needs_clock)
        now = log->clock(log->clock_user);
    ddbs_json_open(json, '{');
    write_text(json, &names.code, entry->code);
    write_text(json, &names.message, entry->message);
    if (entry->error != NULL)
        write_text(json, &names.error, entry->error);
    write_text(json, &names.level, levels[entry->level]);
    write_keys(&log->writer, entry);
    write_text(json, &names.time, entry->timestamp != NULL ? entry->timestamp : date_of(log, &now));
    if (log->amazon_fields)
        write_amazon_fields(log, entry->level, &now);
    ddbs_json_close(json, '}');
}

/* Lines. */

static bool read_entry(ddbstream_log_entry *known, const ddbstream_log_entry *given)
{
    *known = (ddbstream_log_entry)DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_OK, NULL, NULL);
    if (given == NULL || given->size < sizeof given->size)
        return false;
    memcpy(known, given, given->size < sizeof *known ? given->size : sizeof *known);
    return known->level >= DDBSTREAM_LOG_OK && known->level <= DDBSTREAM_LOG_ERROR
           && (known->keys != NULL || known->key_count == 0);
}

ddbstream_status ddbstream_log_write(ddbstream_log *log, const ddbstream_log_entry *entry)
{
    struct json_writer *json;
    ddbstream_log_entry known;
    ddbstream_status status;
    if (log == NULL || !read_entry(&known, entry))
        return DDBSTREAM_ERROR_ARGUMENT;
    json = &log->writer.json;
    ddbstream_buffer_clear(&log->line);
    ddbs_json_writer_init(json, &log->line, log->pretty);
    write_envelope(log, &known);
    status = ddbs_buffer_append(&log->line, "\n", 1) ? json->status : DDBSTREAM_ERROR_MEMORY;
    if (status != DDBSTREAM_OK)
        return status;
    if (log->sink.write(log->line.data, log->line.length, log->sink.user) != 0)
        return DDBSTREAM_ERROR_WRITE;
    return DDBSTREAM_OK;
}

ddbstream_status ddbstream_log_record(ddbstream_log *log, const ddbstream_record *record)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_RECORD_ENTRY;
    if (record == NULL)
        return DDBSTREAM_ERROR_ARGUMENT;
    entry.record = record;
    return ddbstream_log_write(log, &entry);
}
