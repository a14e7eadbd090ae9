/* A program of someone else's, which knows the library by pkg-config alone: prints a line for each
 * record of an event, and one log line. */
#include <stdio.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

static void print(const ddbstream_record *record)
{
    const ddbstream_value *total = ddbstream_image_find(&record->new_image, "total");
    ddbstream_string number = { "no", 2 };
    ddbstream_value_to_number_text(total, &number);
    printf("%s, %s total\n", record->event_name_text.data, number.data);
}

static int print_records(const char *event, size_t length)
{
    ddbstream_batch *batch;
    ddbstream_status status = ddbstream_batch_decode(&batch, event, length, NULL);
    for (size_t i = 0; i < ddbstream_batch_record_count(batch); i++)
        print(ddbstream_batch_record(batch, i));
    ddbstream_batch_free(batch);
    return status == DDBSTREAM_OK;
}

static int log_a_line(void)
{
    ddbstream_log_entry entry = DDBSTREAM_LOG_NO_RECORDS_ENTRY;
    ddbstream_log *log;
    ddbstream_status status = ddbstream_log_create(&log, ddbstream_sink_file(stdout), NULL);
    entry.timestamp = "2023-05-19 02:30:49";
    if (status == DDBSTREAM_OK)
        status = ddbstream_log_write(log, &entry);
    ddbstream_log_free(log);
    return status == DDBSTREAM_OK;
}

int main(void)
{
    static char event[65536];
    size_t length = fread(event, 1, sizeof event, stdin);
    if (strcmp(ddbstream_version(), DDBSTREAM_VERSION) != 0)
        return 2;
    return print_records(event, length) && log_a_line() ? 0 : 1;
}
