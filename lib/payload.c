/* The stages of payload.h, and what their faults are called. */
#include "payload.h"

#include <inttypes.h>
#include <stdio.h>

#include "base64.h"
#include "guarded.h"
#include "space.h"

static int hear(void *context, const struct token *token)
{
    struct payload *payload = context;
    enum step step = ddbs_record_parser_take(&payload->record, token);
    return step == STEP_NO_MEMORY ? DDBSTREAM_ERROR_MEMORY : DDBSTREAM_OK;
}

void ddbs_payload_init(struct payload *payload, const ddbstream_allocator *allocator,
                       const struct record_parser *outer, size_t max_string, bool yajl_only)
{
    ddbs_joiner_init(&payload->joiner, allocator, max_string);
    ddbs_guarded_init(&payload->guarded, allocator);
    ddbs_reader_init(&payload->reader, allocator, max_string);
    ddbs_record_parser_init(&payload->record, allocator, outer->arena, &outer->limits,
                            &payload->reader.listener);
    payload->record.origin.arrangement = INSIDE_RECORD;
    payload->record.selection = outer->selection;
    payload->record.unknown.keeps = outer->unknown.keeps;
    payload->lane = (struct lane){ .record = &payload->record, .max_string = max_string };
    ddbs_buffer_init(&payload->bytes, allocator);
    payload->yajl_only = yajl_only;
}

void ddbs_payload_release(struct payload *payload)
{
    ddbs_joiner_release(&payload->joiner);
    ddbs_guarded_release(&payload->guarded);
    ddbs_reader_release(&payload->reader);
    ddbs_record_parser_release(&payload->record);
    ddbs_buffer_release(&payload->bytes);
}

/* Reading. */

static ddbstream_status refuse_string(struct payload *payload)
{
    return ddbs_reader_refuse_string(&payload->reader, payload->joiner.fault_at,
                                     payload->joiner.fault_reason);
}

static ddbstream_status read_bytes(struct payload *payload, struct piece rest)
{
    ddbstream_status status;
    struct piece piece;
    do {
        status = ddbs_joiner_next(&payload->joiner, &rest, &piece);
        if (status == DDBSTREAM_ERROR_JSON)
            status = refuse_string(payload);
        if (status == DDBSTREAM_OK && piece.length > 0)
            status = ddbs_read_guarded(&payload->guarded, &payload->reader, piece, false);
    } while (status == DDBSTREAM_OK && piece.length > 0);
    return status;
}

static ddbstream_status finish(struct payload *payload)
{
    struct piece last = ddbs_joiner_last(&payload->joiner);
    if (last.data == NULL)
        last.data = "";
    return ddbs_read_guarded(&payload->guarded, &payload->reader, last, true);
}

/* Decodes and reads block by block; only the last one may be padded. */
static ddbstream_status read_base64(struct payload *payload, const char *text, size_t length)
{
    enum { STEP = 4096 };
    unsigned char bytes[STEP / 4 * 3];
    ddbstream_status status = DDBSTREAM_OK;
    while (length > 0 && status == DDBSTREAM_OK) {
        size_t part = length < STEP ? length : STEP, decoded;
        if (!ddbs_base64_decode(text, part, bytes, &decoded)
            || (part < length && decoded < sizeof bytes))
            return DDBSTREAM_ERROR_BASE64;
        status = read_bytes(payload, (struct piece){ .data = (char *)bytes, .length = decoded });
        text += part;
        length -= part;
    }
    return status == DDBSTREAM_OK ? finish(payload) : status;
}

/* Has the lane take the data, if it does; false when there is no memory. */
static bool take_by_lane(struct payload *payload, const struct token *data, bool *is_taken)
{
    enum { MOST = 1024 * 1024 };
    size_t room = ddbs_base64_decoded_room(data->length), length, taken;
    const char *end;
    *is_taken = false;
    if (payload->yajl_only || data->length > MOST)
        return true;
    if (!ddbs_buffer_reserve(&payload->bytes, room))
        return false;
    if (!ddbs_base64_decode(data->data, data->length, (unsigned char *)payload->bytes.data,
                            &length))
        return true;
    end = payload->bytes.data + length;
    ddbs_record_parser_begin(&payload->record, 0, 0);
    taken = ddbs_lane_take(&payload->lane, payload->bytes.data, length);
    *is_taken = taken > 0 && ddbs_skip_space(payload->bytes.data + taken, end) == end;
    return !payload->lane.no_memory;
}

/* Faults. */

/* Notes what ended the reading, unless the record was bad before. */
static bool note_end(struct payload *payload, ddbstream_status status)
{
    struct fault *fault = &payload->record.fault;
    const struct reader *reader = &payload->reader;
    char place[sizeof " (at byte 18446744073709551615 of the data)"];
    if (fault->status != DDBSTREAM_OK)
        return true;
    fault->status = status;
    if (status == DDBSTREAM_ERROR_BASE64)
        return ddbs_fault_say(fault, "the data is not base64", NULL);
    snprintf(place, sizeof place, " (at byte %" PRIu64 " of the data)", reader->fault_offset);
    return ddbs_fault_say(fault, reader->fault_reason, place, NULL);
}

static void begin(struct payload *payload)
{
    ddbs_joiner_reset(&payload->joiner);
    ddbs_reader_reset(&payload->reader, (struct token_listener){ hear, payload, NULL });
    ddbs_record_parser_begin(&payload->record, 0, 0);
}

const struct record_parser *ddbs_payload_read(void *context, const struct token *data)
{
    struct payload *payload = context;
    ddbstream_status status;
    bool is_taken;
    if (!take_by_lane(payload, data, &is_taken))
        return NULL;
    if (is_taken)
        return &payload->record;
    begin(payload);
    status = read_base64(payload, data->data, data->length);
    if (status == DDBSTREAM_ERROR_MEMORY)
        return NULL;
    if (status != DDBSTREAM_OK && !note_end(payload, status))
        return NULL;
    return &payload->record;
}
