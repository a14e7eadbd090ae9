/* Decodes in cuts, as a batch, by way of yajl alone and with memory that runs out, as the first
 * bytes of the input say: all must give what decoding the rest of it at once gives. Whichever of
 * the lane and yajl alone is in cuts, the other is at once, and then both are: so the lane, which
 * no other target compares with yajl, must tell the same in every shape of document. */
#include <ddbstream/ddbstream.h>

#include "counting.h"
#include "fuzz.h"
#include "trace.h"

enum { CUTS = 6 };

/* What the first bytes say. */
struct plan {
    bool has_limits, stops, fails;
    bool yajl_only; /* in cuts; at once both ways are tried */
    bool is_warm;   /* memory runs out only in the second document */
    bool goes_on;   /* and does not come back */
    bool at_once;   /* and it runs out in a document that is not in cuts */
    ddbstream_options options;
    uint64_t calls;       /* of callbacks, before one stops */
    size_t allocations;   /* before one fails */
    size_t cuts[CUTS];    /* how long the pieces are, over and over; at least one is not 0 */
    const char *document; /* of exact size */
    size_t length;
};

/* Every type of value, each kind of record, and an unknown member at every level. */
static const char good_document[] =
    "{\"Records\":[{\"awsRegion\":\"r\",\"dynamodb\":{\"ApproximateCreationDateTime\":1.5,"
    "\"Keys\":{\"k\":{\"S\":\"a\\n\\u00e9\"}},\"NewImage\":{\"n\":{\"N\":\"1\"},"
    "\"l\":{\"L\":[{\"BOOL\":true},{\"NULL\":true},{\"M\":{\"b\":{\"B\":\"AQ==\"}}}]},"
    "\"s\":{\"SS\":[\"x\",\"y\"]},\"t\":{\"NS\":[\"1\"]},\"u\":{\"BS\":[\"\"]}},"
    "\"OldImage\":null,\"SequenceNumber\":\"1\",\"SizeBytes\":3,\"StreamViewType\":\"v\"},"
    "\"eventID\":\"e\",\"eventName\":\"INSERT\",\"userIdentity\":{\"type\":\"t\"}},"
    "{\"dynamodb\":{\"Keys\":{\"k\":{\"Q\":1}}},\"eventID\":\"bad\"},"
    "{\"kinesis\":{\"data\":\"eyJkeW5hbW9kYiI6eyJLZXlzIjp7fX0sIngiOjF9\",\"y\":[1]},\"z\":{}}],"
    "\"window\":{\"start\":\"a\"},\"state\":[1],\"other\":{\"b\":\"c\"}}";

/* The plan. */

static const char *const selected[] = { "a", "n" };

static void take_limits(struct plan *plan, struct input *input)
{
    size_t limits[5];
    for (int i = 0; i < 5; i++)
        limits[i] = take_byte(input);
    if (!plan->has_limits)
        return;
    plan->options.max_depth = limits[0] % 16;
    plan->options.max_string = limits[1] % 64;
    plan->options.max_record = limits[2] * 8;
    plan->options.max_attributes = limits[3] % 16;
    plan->options.max_records = limits[4] % 8;
    plan->options.shape = (ddbstream_shape)(limits[4] / 8 % 8);
    plan->options.keys_only = limits[0] >= 192;
    if (limits[1] < 192)
        return;
    plan->options.selected = selected;
    plan->options.selected_count = limits[1] % 3;
}

static void take_cuts(struct plan *plan, struct input *input)
{
    size_t sum = 0;
    for (int i = 0; i < CUTS; i++)
        sum += plan->cuts[i] = take_byte(input);
    if (sum == 0)
        plan->cuts[0] = 1;
}

static struct plan take_plan(struct input *input)
{
    struct plan plan = { .options = DDBSTREAM_OPTIONS_INIT };
    unsigned flags = take_byte(input);
    plan.has_limits = flags & 1;
    plan.options.on_error = flags & 2 ? NULL : trace_error;
    plan.yajl_only = flags & 4;
    plan.stops = flags & 8;
    plan.fails = flags & 16;
    plan.goes_on = flags & 32;
    plan.is_warm = flags & 64;
    plan.options.keep_unknown_members = flags & 128;
    plan.at_once = take_byte(input) & 1;
    take_limits(&plan, input);
    plan.calls = take_byte(input) % 8;
    plan.calls = plan.stops ? plan.calls : UINT64_MAX;
    plan.allocations = take_byte(input);
    take_cuts(&plan, input);
    plan.document = exact_copy(input->data, input->length);
    plan.length = input->length;
    return plan;
}

/* Ways to decode. */

static ddbstream_decoder *create(const struct plan *plan, struct trace *trace, bool yajl_only,
                                 const ddbstream_allocator *allocator)
{
    ddbstream_decoder *decoder;
    ddbstream_options options = plan->options;
    ddbstream_status status;
    options.yajl_only = yajl_only;
    options.allocator = allocator;
    status = ddbstream_decoder_create(&decoder, trace_record, trace, &options);
    MUST(status == (decoder != NULL ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY));
    return decoder;
}

static void decode_at_once(ddbstream_decoder *decoder, struct trace *trace, const char *document,
                           size_t length)
{
    trace_end(trace, decoder, ddbstream_decoder_run(decoder, document, length));
}

/* Each piece has a block of its own. */
static ddbstream_status feed_copy(ddbstream_decoder *decoder, const char *data, size_t length)
{
    char *piece = exact_copy(data, length);
    ddbstream_status status = ddbstream_decoder_feed(decoder, piece, length);
    free(piece);
    return status;
}

/* What feeding and finishing came to; both must agree. */
static ddbstream_status feed(ddbstream_decoder *decoder, const struct plan *plan)
{
    ddbstream_status status = DDBSTREAM_OK, finished;
    size_t at = 0;
    ddbstream_decoder_reset(decoder);
    for (size_t i = 0; at < plan->length; i++) {
        size_t left = plan->length - at, cut = plan->cuts[i % CUTS];
        size_t length = cut < left ? cut : left;
        ddbstream_status fed = feed_copy(decoder, plan->document + at, length);
        MUST(status == DDBSTREAM_OK || fed == status);
        status = fed;
        at += length;
    }
    finished = ddbstream_decoder_finish(decoder);
    MUST(status == DDBSTREAM_OK || finished == status);
    MUST(ddbstream_decoder_finish(decoder) == finished);
    return finished;
}

/* Comparing. */

/* A second time at once; that must need no more memory. */
static void check_warm(const struct plan *plan, const struct trace *reference)
{
    struct counting counting;
    struct trace first, second;
    ddbstream_decoder *decoder;
    size_t calls;
    counting_init(&counting);
    trace_init(&first, plan->calls);
    decoder = create(plan, &first, plan->yajl_only, &counting.allocator);
    decode_at_once(decoder, &first, plan->document, plan->length);
    MUST(trace_same(reference, &first));
    calls = counting.calls;
    second = first;
    trace_init(&first, plan->calls);
    decode_at_once(decoder, &first, plan->document, plan->length);
    MUST(trace_same(reference, &first));
    MUST(counting.calls == calls);
    ddbstream_decoder_free(decoder);
    MUST(counting.live_bytes == 0);
    trace_free(&first);
    trace_free(&second);
}

static void check_cuts(const struct plan *plan, const struct trace *reference)
{
    struct trace trace;
    ddbstream_decoder *decoder;
    trace_init(&trace, plan->calls);
    decoder = create(plan, &trace, plan->yajl_only, NULL);
    trace_end(&trace, decoder, feed(decoder, plan));
    MUST(trace_same(reference, &trace));
    ddbstream_decoder_free(decoder);
    trace_free(&trace);
}

/* A batch takes no callbacks, and does not tell how the document ended. */
static void check_batch(const struct plan *plan, const struct trace *reference)
{
    struct trace trace;
    ddbstream_batch *batch;
    ddbstream_status status;
    if (plan->stops || plan->options.on_error == NULL)
        return;
    trace_init(&trace, UINT64_MAX);
    status = ddbstream_batch_decode(&batch, plan->document, plan->length, &plan->options);
    MUST(batch != NULL && status != DDBSTREAM_ERROR_MEMORY);
    trace_batch(&trace, batch);
    MUST(trace_begins_with(reference, &trace));
    ddbstream_batch_free(batch);
    trace_free(&trace);
}

/* After whatever has come, the decoder still decodes. */
static void check_good_document(const struct plan *plan, ddbstream_decoder *decoder,
                                struct trace *trace)
{
    struct trace reference, before = *trace;
    ddbstream_decoder *fresh;
    trace_init(&reference, plan->calls);
    fresh = create(plan, &reference, plan->yajl_only, NULL);
    decode_at_once(fresh, &reference, good_document, sizeof good_document - 1);
    ddbstream_decoder_free(fresh);
    trace_init(trace, plan->calls);
    decode_at_once(decoder, trace, good_document, sizeof good_document - 1);
    MUST(trace_same(&reference, trace));
    trace_free(&reference);
    trace_free(&before);
}

static void decode_without_memory(const struct plan *plan, ddbstream_decoder *decoder,
                                  struct trace *trace, const struct trace *reference)
{
    ddbstream_status status = plan->at_once
                                  ? ddbstream_decoder_run(decoder, plan->document, plan->length)
                                  : feed(decoder, plan);
    trace_end(trace, decoder, status);
    MUST(status == DDBSTREAM_ERROR_MEMORY ? trace_begins_with(reference, trace)
                                          : trace_same(reference, trace));
}

/* Memory runs out somewhere: that is said, or makes no difference; nothing is lost, and the decoder
 * is of use again. */
static void check_failing(const struct plan *plan, const struct trace *reference)
{
    struct counting counting;
    struct trace trace;
    ddbstream_decoder *decoder;
    counting_init(&counting);
    trace_init(&trace, plan->calls);
    if (!plan->is_warm)
        counting_fail(&counting, plan->allocations, plan->goes_on);
    decoder = create(plan, &trace, plan->yajl_only, &counting.allocator);
    if (decoder != NULL && plan->is_warm) {
        check_good_document(plan, decoder, &trace);
        counting_fail(&counting, plan->allocations, plan->goes_on);
        trace_free(&trace);
        trace_init(&trace, plan->calls);
    }
    if (decoder != NULL) {
        decode_without_memory(plan, decoder, &trace, reference);
        counting_fail(&counting, SIZE_MAX, false);
        check_good_document(plan, decoder, &trace);
    }
    ddbstream_decoder_free(decoder);
    MUST(counting.live_bytes == 0);
    trace_free(&trace);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { (const char *)data, size };
    struct plan plan = take_plan(&input);
    struct trace reference;
    ddbstream_decoder *decoder;
    trace_init(&reference, plan.calls);
    decoder = create(&plan, &reference, !plan.yajl_only, NULL);
    decode_at_once(decoder, &reference, plan.document, plan.length);
    check_cuts(&plan, &reference);
    check_warm(&plan, &reference);
    check_batch(&plan, &reference);
    if (plan.fails)
        check_failing(&plan, &reference);
    ddbstream_decoder_free(decoder);
    trace_free(&reference);
    free((void *)(uintptr_t)plan.document);
    return 0;
}
