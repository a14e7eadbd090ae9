/* Counts the changes of each table in an event, and tells the last sequence number of each.
 *
 *     tables <EVENT.json
 *
 * Shows a record's table, whatever shape it came in, and the order of sequence numbers. */
#include <stdio.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

enum { MOST_TABLES = 16, NAME_ROOM = 256 };

struct table {
    char name[NAME_ROOM], last[NAME_ROOM];
    size_t changes;
};

struct tables {
    struct table tables[MOST_TABLES];
    size_t count;
};

static struct table *find(struct tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->count; i++)
        if (strcmp(tables->tables[i].name, name) == 0)
            return &tables->tables[i];
    if (tables->count == MOST_TABLES)
        return NULL;
    strcpy(tables->tables[tables->count].name, name);
    return &tables->tables[tables->count++];
}

static int count_change(const ddbstream_record *record, void *user)
{
    ddbstream_string table_name = { "(no table)", 10 };
    char name[NAME_ROOM];
    struct table *table;
    ddbstream_record_table_name(record, &table_name);
    snprintf(name, sizeof name, "%.*s", (int)table_name.length, table_name.data);
    table = find(user, name);
    if (table == NULL)
        return 1;
    table->changes++;
    if (ddbstream_sequence_number_compare(record->checkpoint,
                                          (ddbstream_string){ table->last, strlen(table->last) })
        > 0)
        snprintf(table->last, sizeof table->last, "%s", record->checkpoint.data);
    return 0;
}

int main(void)
{
    static char chunk[65536];
    static struct tables tables;
    ddbstream_decoder *decoder;
    ddbstream_status status = DDBSTREAM_OK;
    if (ddbstream_decoder_create(&decoder, count_change, &tables, NULL) != DDBSTREAM_OK)
        return 2;
    for (size_t n; status == DDBSTREAM_OK && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        status = ddbstream_decoder_feed(decoder, chunk, n);
    if (status == DDBSTREAM_OK)
        status = ddbstream_decoder_finish(decoder);
    ddbstream_decoder_free(decoder);
    for (size_t i = 0; i < tables.count; i++)
        printf("%s: %zu changes, up to %s\n", tables.tables[i].name, tables.tables[i].changes,
               tables.tables[i].last);
    return status != DDBSTREAM_OK || fflush(stdout) != 0;
}
