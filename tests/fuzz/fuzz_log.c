/* Writes a log entry made of the input, reads the line with yajl, and compares its tokens with
 * those that the entry must give. */
#include <inttypes.h>
#include <time.h>

#include <yajl/yajl_parse.h>

#include <ddbstream/ddbstream.h>

#include "fuzz.h"
#include "slow_json.h"
#include "slow_text.h"

/* Tokens, one behind the other as text. Those of strings have the length in front. */

struct tokens {
    char *text;
    size_t length;
};

static void add_bytes(struct tokens *tokens, const void *data, size_t length)
{
    tokens->text = realloc(tokens->text, tokens->length + length + 1);
    MUST(tokens->text != NULL);
    if (length > 0)
        memcpy(tokens->text + tokens->length, data, length);
    tokens->length += length;
    tokens->text[tokens->length] = '\0';
}

static void add(struct tokens *tokens, const char *token)
{
    add_bytes(tokens, token, strlen(token));
}

static void add_text(struct tokens *tokens, const char *kind, const void *data, size_t length)
{
    char number[32];
    snprintf(number, sizeof number, "%s %zu:", kind, length);
    add(tokens, number);
    add_bytes(tokens, data, length);
    add(tokens, "\n");
}

/* What yajl reads. */

static int on_null(void *context)
{
    add(context, "null\n");
    return 1;
}

static int on_boolean(void *context, int value)
{
    add(context, value ? "true\n" : "false\n");
    return 1;
}

static int on_number(void *context, const char *text, size_t length)
{
    add_text(context, "number", text, length);
    return 1;
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    add_text(context, "string", text, length);
    return 1;
}

static int on_name(void *context, const unsigned char *text, size_t length)
{
    add_text(context, "name", text, length);
    return 1;
}

static int on_object(void *context)
{
    add(context, "{\n");
    return 1;
}

static int on_object_end(void *context)
{
    add(context, "}\n");
    return 1;
}

static int on_array(void *context)
{
    add(context, "[\n");
    return 1;
}

static int on_array_end(void *context)
{
    add(context, "]\n");
    return 1;
}

static void read_tokens(struct tokens *tokens, ddbstream_string line)
{
    static const yajl_callbacks callbacks = {
        .yajl_null = on_null,
        .yajl_boolean = on_boolean,
        .yajl_number = on_number,
        .yajl_string = on_string,
        .yajl_start_map = on_object,
        .yajl_map_key = on_name,
        .yajl_end_map = on_object_end,
        .yajl_start_array = on_array,
        .yajl_end_array = on_array_end,
    };
    yajl_handle yajl = yajl_alloc(&callbacks, NULL, tokens);
    MUST(yajl_parse(yajl, (const unsigned char *)line.data, line.length) == yajl_status_ok);
    MUST(yajl_complete_parse(yajl) == yajl_status_ok);
    yajl_free(yajl);
}

/* An entry made of the input, together with the tokens that it must give. */

enum { MOST_KEYS = 6, MOST_DEPTH = 6, MOST_MEMBERS = 4, MOST_IN_SET = 40, MOST_TEXT = 24 };

struct made {
    struct input *input;
    ddbstream_log_options options;
    ddbstream_log_entry entry;
    ddbstream_log_key keys[MOST_KEYS];
    char *request_id;
    ddbstream_time now;
    struct tokens tokens;
    bool bad_text, bad_value, bad_argument; /* what may be refused */
    void **blocks;                          /* to be freed */
    size_t block_count;
};

static void *keep(struct made *made, void *block)
{
    made->blocks = realloc(made->blocks, (made->block_count + 1) * sizeof block);
    MUST(block != NULL && made->blocks != NULL);
    return made->blocks[made->block_count++] = block;
}

static void expect(struct made *made, const char *token)
{
    add(&made->tokens, token);
}

static void expect_text(struct made *made, const char *kind, ddbstream_string text)
{
    made->bad_text |= !slow_is_utf8(text.data, text.length);
    add_text(&made->tokens, kind, text.data, text.length);
}

static void expect_name(struct made *made, const char *name)
{
    expect_text(made, "name", (ddbstream_string){ name, strlen(name) });
}

static void expect_member(struct made *made, const char *name, const char *text)
{
    expect_name(made, name);
    expect_text(made, "string", (ddbstream_string){ text, strlen(text) });
}

/* A text that ends where its block does. */
static ddbstream_string make_text(struct made *made)
{
    ddbstream_string text = take_text(made->input, MOST_TEXT);
    text.data = keep(made, exact_copy(text.data, text.length));
    return text;
}

/* A text that ends in NUL and has none inside. */
static char *make_c_string(struct made *made)
{
    ddbstream_string text = take_text(made->input, MOST_TEXT);
    char *copy = keep(made, malloc(text.length + 1));
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return copy;
}

/* NULL now and then. */
static char *make_c_string_or_none(struct made *made)
{
    return take_byte(made->input) % 4 == 0 ? NULL : make_c_string(made);
}

/* Values. */

static void make_value(struct made *made, ddbstream_value *value, int depth);

static ddbstream_string make_string(struct made *made)
{
    ddbstream_string text = make_text(made);
    expect_text(made, "string", text);
    return text;
}

/* Base64 of up to three bytes. */
static ddbstream_bytes make_binary(struct made *made)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    ddbstream_string text = take_text(made->input, 3);
    const unsigned char *data = keep(made, exact_copy(text.data, text.length));
    uint32_t group = 0;
    char encoded[4];
    for (size_t i = 0; i < 3; i++)
        group = group << 8 | (i < text.length ? data[i] : 0);
    for (size_t i = 0; i < 4; i++)
        encoded[i] = i <= text.length ? alphabet[group >> (18 - 6 * i) & 63] : '=';
    add_text(&made->tokens, "string", encoded, text.length > 0 ? 4 : 0);
    return (ddbstream_bytes){ data, text.length };
}

static size_t make_count(struct made *made, int depth)
{
    return depth < MOST_DEPTH ? take_byte(made->input) % (MOST_MEMBERS - (size_t)depth / 2) : 0;
}

static void make_map(struct made *made, ddbstream_map *map, int depth)
{
    size_t count = make_count(made, depth);
    ddbstream_attribute *attributes = keep(made, calloc(count + 1, sizeof *attributes));
    expect(made, "{\n");
    for (size_t i = 0; i < count; i++) {
        attributes[i].name = make_text(made);
        expect_text(made, "name", attributes[i].name);
        make_value(made, &attributes[i].value, depth + 1);
    }
    expect(made, "}\n");
    *map = (ddbstream_map){ attributes, count };
}

static void make_list(struct made *made, ddbstream_list *list, int depth)
{
    size_t count = make_count(made, depth);
    ddbstream_value *values = keep(made, calloc(count + 1, sizeof *values));
    expect(made, "[\n");
    for (size_t i = 0; i < count; i++)
        make_value(made, &values[i], depth + 1);
    expect(made, "]\n");
    *list = (ddbstream_list){ values, count };
}

static void make_string_set(struct made *made, ddbstream_string_set *set)
{
    size_t count = take_byte(made->input) % MOST_IN_SET;
    ddbstream_string *members = keep(made, calloc(count + 1, sizeof *members));
    expect(made, "[\n");
    for (size_t i = 0; i < count; i++)
        members[i] = make_string(made);
    expect(made, "]\n");
    *set = (ddbstream_string_set){ members, count };
}

static void make_bytes_set(struct made *made, ddbstream_bytes_set *set)
{
    size_t count = take_byte(made->input) % MOST_IN_SET;
    ddbstream_bytes *members = keep(made, calloc(count + 1, sizeof *members));
    expect(made, "[\n");
    for (size_t i = 0; i < count; i++)
        members[i] = make_binary(made);
    expect(made, "]\n");
    *set = (ddbstream_bytes_set){ members, count };
}

static bool make_boolean(struct made *made)
{
    bool boolean = take_byte(made->input) % 2 == 1;
    expect(made, boolean ? "true\n" : "false\n");
    return boolean;
}

static void make_payload(struct made *made, ddbstream_value *value, int depth)
{
    switch (value->type) {
    case DDBSTREAM_TYPE_S:
        value->as.string = make_string(made);
        return;
    case DDBSTREAM_TYPE_N:
        value->as.number = make_string(made);
        return;
    case DDBSTREAM_TYPE_B:
        value->as.binary = make_binary(made);
        return;
    case DDBSTREAM_TYPE_BOOL:
        value->as.boolean = make_boolean(made);
        return;
    case DDBSTREAM_TYPE_NULL:
        value->as.null = make_boolean(made);
        return;
    case DDBSTREAM_TYPE_M:
        make_map(made, &value->as.map, depth);
        return;
    case DDBSTREAM_TYPE_L:
        make_list(made, &value->as.list, depth);
        return;
    case DDBSTREAM_TYPE_SS:
        make_string_set(made, &value->as.string_set);
        return;
    case DDBSTREAM_TYPE_NS:
        make_string_set(made, &value->as.number_set);
        return;
    case DDBSTREAM_TYPE_BS:
        make_bytes_set(made, &value->as.binary_set);
        return;
    }
    made->bad_value = true;
}

/* Types 0 and 11 are none. */
static void make_value(struct made *made, ddbstream_value *value, int depth)
{
    static const char *const names[] = { "?", "S", "N",  "B",  "BOOL", "NULL",
                                         "M", "L", "SS", "NS", "BS",   "?" };
    unsigned type = take_byte(made->input) % 12;
    value->type = (ddbstream_type)type;
    expect(made, "{\n");
    expect_name(made, names[type]);
    make_payload(made, value, depth);
    expect(made, "}\n");
}

/* Keys. */

static void make_key_text(struct made *made, ddbstream_log_key *key)
{
    if (take_byte(made->input) % 4 > 0)
        key->as.text = make_string(made);
    else
        expect(made, "null\n"); /* for NULL data */
}

static void make_key_integer(struct made *made, ddbstream_log_key *key)
{
    char digits[32];
    key->as.integer = (int64_t)take_number(made->input);
    snprintf(digits, sizeof digits, "%" PRId64, key->as.integer);
    add_text(&made->tokens, "number", digits, strlen(digits));
}

static void make_key_value(struct made *made, ddbstream_log_key *key)
{
    ddbstream_value *value = keep(made, calloc(1, sizeof *value));
    make_value(made, value, 0);
    key->as.value = value;
}

/* Kind 4 is none. */
static void make_key(struct made *made, ddbstream_log_key *key)
{
    key->name = make_c_string(made);
    key->kind = (ddbstream_log_key_kind)(take_byte(made->input) % 5);
    expect_name(made, key->name);
    switch (key->kind) {
    case DDBSTREAM_LOG_KEY_TEXT:
        make_key_text(made, key);
        return;
    case DDBSTREAM_LOG_KEY_INTEGER:
        make_key_integer(made, key);
        return;
    case DDBSTREAM_LOG_KEY_BOOLEAN:
        key->as.boolean = make_boolean(made);
        return;
    case DDBSTREAM_LOG_KEY_VALUE:
        make_key_value(made, key);
        return;
    }
    made->bad_argument = true;
}

static void make_keys(struct made *made)
{
    size_t count = take_byte(made->input) % (MOST_KEYS + 1);
    if (count == 0)
        return;
    expect_name(made, "log_keys");
    expect(made, "{\n");
    for (size_t i = 0; i < count; i++)
        make_key(made, &made->keys[i]);
    expect(made, "}\n");
    made->entry.keys = made->keys;
    made->entry.key_count = count;
}

/* The rest of the line. */

/* Level 4 is none. */
static void make_level(struct made *made)
{
    static const char *const names[] = { "OK", "INFO", "DEBUG", "ERROR", "?" };
    unsigned level = take_byte(made->input) % 5;
    made->entry.level = (ddbstream_log_level)level;
    made->bad_argument |= level == 4;
    expect_member(made, "log_level", names[level]);
}

/* The date by the C library's calendar, which knows no years beyond those of an int. A year has
 * four digits beside its sign. */
static void write_date(const struct made *made, char between, char text[64])
{
    time_t seconds = (time_t)made->now.seconds;
    struct tm date;
    MUST(gmtime_r(&seconds, &date) != NULL);
    snprintf(text, 64, "%s%04d-%02d-%02d%c%02d:%02d:%02d", date.tm_year < -1900 ? "-" : "",
             abs(date.tm_year + 1900), date.tm_mon + 1, date.tm_mday, between, date.tm_hour,
             date.tm_min, date.tm_sec);
}

static void make_timestamp(struct made *made)
{
    char date[64];
    write_date(made, ' ', date);
    made->entry.timestamp = make_c_string_or_none(made);
    expect_member(made, "log_timestamp",
                  made->entry.timestamp != NULL ? made->entry.timestamp : date);
}

static void make_amazon_fields(struct made *made)
{
    static const char *const names[] = { "INFO", "INFO", "DEBUG", "ERROR", "?" };
    char date[80];
    if (!made->options.amazon_fields)
        return;
    made->request_id = make_c_string_or_none(made);
    write_date(made, 'T', date);
    snprintf(date + strlen(date), 16, ".%03uZ", (unsigned)(made->now.nanoseconds / 1000000));
    expect_member(made, "timestamp", date);
    expect_member(made, "level", names[made->entry.level]);
    if (made->request_id != NULL && made->request_id[0] != '\0')
        expect_member(made, "requestId", made->request_id);
}

static ddbstream_time tell_time(void *user)
{
    return ((const struct made *)user)->now;
}

static void make_options(struct made *made)
{
    const int64_t most = (int64_t)1 << 54;
    unsigned flags = take_byte(made->input);
    made->options = (ddbstream_log_options)DDBSTREAM_LOG_OPTIONS_INIT;
    made->options.pretty = flags & 1;
    made->options.amazon_fields = flags & 2;
    made->options.clock = tell_time;
    made->options.clock_user = made;
    if (flags & 4)
        made->now.seconds = (int64_t)take_number(made->input) % most;
    made->now.nanoseconds = (uint32_t)(take_byte(made->input) * 3921568u);
}

static void make_entry(struct made *made)
{
    ddbstream_log_entry *entry = &made->entry;
    *entry = (ddbstream_log_entry)DDBSTREAM_LOG_ENTRY(DDBSTREAM_LOG_OK, NULL, NULL);
    expect(made, "{\n");
    entry->code = make_c_string_or_none(made);
    expect_member(made, "log_code", entry->code != NULL ? entry->code : "");
    entry->message = make_c_string_or_none(made);
    expect_member(made, "log_msg", entry->message != NULL ? entry->message : "");
    entry->error = make_c_string_or_none(made);
    if (entry->error != NULL)
        expect_member(made, "log_errmsg", entry->error);
    make_level(made);
    make_keys(made);
    make_timestamp(made);
    make_amazon_fields(made);
    expect(made, "}\n");
}

static void clean_up(struct made *made)
{
    free(made->tokens.text);
    while (made->block_count > 0)
        free(made->blocks[--made->block_count]);
    free(made->blocks);
}

/* Writing and checking. */

static bool is_text_or_none(const char *text)
{
    return text == NULL || slow_is_utf8(text, strlen(text));
}

static ddbstream_status write_line(const struct made *made, ddbstream_buffer *buffer)
{
    ddbstream_log *log;
    ddbstream_status status;
    MUST(ddbstream_log_create(&log, ddbstream_sink_buffer(buffer), &made->options) == DDBSTREAM_OK);
    status = ddbstream_log_set_request_id(log, made->request_id);
    MUST((status == DDBSTREAM_OK) == is_text_or_none(made->request_id));
    if (status == DDBSTREAM_OK)
        status = ddbstream_log_write(log, &made->entry);
    ddbstream_log_free(log);
    return status;
}

/* Compact it is one line; pretty, each line is indented by fours. */
static void check_layout(const struct made *made, ddbstream_string line)
{
    const char *line_end = memchr(line.data, '\n', line.length);
    MUST(line.data[0] == '{' && line.data[line.length - 1] == '\n');
    MUST(made->options.pretty || line_end == line.data + line.length - 1);
    for (; line_end != NULL; line_end = strchr(line_end + 1, '\n'))
        MUST(strspn(line_end + 1, " ") % 4 == 0);
}

static void check_line(const struct made *made, ddbstream_string line)
{
    struct tokens tokens = { NULL, 0 };
    check_layout(made, line);
    MUST(slow_json_is_valid(line.data, line.length));
    read_tokens(&tokens, line);
    MUST(same_bytes(tokens.text, tokens.length, made->tokens.text, made->tokens.length));
    free(tokens.text);
}

static void check_refused(const struct made *made, ddbstream_status status, ddbstream_string line)
{
    MUST(line.length == 0);
    switch (status) {
    case DDBSTREAM_ERROR_TEXT:
        MUST(made->bad_text);
        return;
    case DDBSTREAM_ERROR_VALUE:
        MUST(made->bad_value);
        return;
    default:
        MUST(status == DDBSTREAM_ERROR_ARGUMENT && made->bad_argument);
    }
}

static void check(const struct made *made)
{
    ddbstream_buffer *buffer;
    ddbstream_status status;
    MUST(ddbstream_buffer_create(&buffer, NULL) == DDBSTREAM_OK);
    status = write_line(made, buffer);
    if (status != DDBSTREAM_OK) {
        check_refused(made, status, ddbstream_buffer_text(buffer));
    } else {
        MUST(!made->bad_text && !made->bad_value && !made->bad_argument);
        check_line(made, ddbstream_buffer_text(buffer));
    }
    ddbstream_buffer_free(buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { (const char *)data, size };
    struct made made = { .input = &input };
    make_options(&made);
    make_entry(&made);
    check(&made);
    clean_up(&made);
    return 0;
}
