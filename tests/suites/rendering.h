/* Values and records as compact JSON, to be compared with rows. */
#ifndef RENDERING_H
#define RENDERING_H

#include "record_writer.h"

#include "rows.h"
#include "test_allocator.h"

struct rendering {
    struct test_allocator memory;
    struct ddbstream_buffer text;
    struct record_writer writer;
};

static inline void rendering_begin(struct rendering *rendering)
{
    test_allocator_init(&rendering->memory);
    ddbs_buffer_init(&rendering->text, &rendering->memory.allocator);
    ddbs_record_writer_init(&rendering->writer, &rendering->memory.allocator);
    ddbs_json_writer_init(&rendering->writer.json, &rendering->text, false);
}

static inline struct json rendering_end(struct rendering *rendering)
{
    struct json text = { .length = 0 };
    ck_assert_int_eq(rendering->writer.json.status, DDBSTREAM_OK);
    json_append(&text, ddbstream_buffer_text(&rendering->text).data);
    ddbs_record_writer_release(&rendering->writer);
    ddbs_buffer_release(&rendering->text);
    test_allocator_check_empty(&rendering->memory);
    return text;
}

static inline struct json render_value(const ddbstream_value *value)
{
    struct rendering rendering;
    rendering_begin(&rendering);
    ddbs_write_value(&rendering.writer, value);
    return rendering_end(&rendering);
}

static inline struct json render_record(const ddbstream_record *record)
{
    struct rendering rendering;
    rendering_begin(&rendering);
    ddbs_write_record(&rendering.writer, record);
    return rendering_end(&rendering);
}

#endif
