/* Reads the command line. */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/shape.h>

#include "command.h"
#include "harmless.h"
#include "help.h"
#include "redact.h"

enum {
    OPTION_ERRORS = 1,
    OPTION_PRETTY,
    OPTION_TIMESTAMP,
    OPTION_KEEP_UNKNOWN,
    OPTION_WHERE,
    OPTION_TABLE,
    OPTION_SELECT,
    OPTION_REDACT,
    OPTION_SHAPE,
    OPTION_MAX_DEPTH,
    OPTION_MAX_STRING,
    OPTION_MAX_RECORD,
    OPTION_MAX_ATTRIBUTES,
    OPTION_MAX_RECORDS,
    OPTION_NO_PROGRESS,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT = OPTION_VERSION
};

static const struct option_row rows[] = {
    { "errors", "FORM", FOR_ALL, OPTION_ERRORS,
      "how errors are written: text (the default), or json,\nan object a line" },
    { "shape", "NAME", FOR_ALL, OPTION_SHAPE,
      "accept documents of this shape alone: lambda, streams,\n"
      "kinesis, pipes, record, s3-export or failure; the\n"
      "default is any" },
    { "where", "MEMBER=VALUE", FOR_WRITING, OPTION_WHERE,
      "only records whose member is that: tableName,\n"
      "eventName, eventID, eventVersion, eventSource,\n"
      "eventSourceARN, awsRegion, sequenceNumber, checkpoint\n"
      "or streamViewType; again: one of several values" },
    { "table", "NAME", FOR_WRITING, OPTION_TABLE, "only records of that table" },
    { "select", "NAME,...", FOR_WRITING, OPTION_SELECT,
      "only these attributes of the new and old images" },
    { "redact", "PATH", FOR_WRITING, OPTION_REDACT,
      "write \"***\" for what stands at the path, such as\n"
      "address.lines[0]; may be given again" },
    { "pretty", NULL, FOR_LOG, OPTION_PRETTY, "indent by four spaces" },
    { "timestamp", "TEXT", FOR_LOG, OPTION_TIMESTAMP, "the time to write, instead of the clock's" },
    { "keep-unknown", NULL, FOR_RECORDS, OPTION_KEEP_UNKNOWN,
      "write back members that are unknown, too" },
    { "max-depth", "NUMBER", FOR_ALL, OPTION_MAX_DEPTH,
      "objects and arrays inside each other in a record; the\ndefault is 128" },
    { "max-string", "BYTES", FOR_ALL, OPTION_MAX_STRING,
      "length of a string in the document; the default is\n4194304" },
    { "max-record", "BYTES", FOR_ALL, OPTION_MAX_RECORD,
      "length of a record in the document; the default is\n16777216" },
    { "max-attributes", "NUMBER", FOR_ALL, OPTION_MAX_ATTRIBUTES,
      "attributes, list values and set members in a record;\nthe default is 500000" },
    { "max-records", "NUMBER", FOR_ALL, OPTION_MAX_RECORDS,
      "records in a document; by default any number" },
    { "no-progress", NULL, FOR_ALL, OPTION_NO_PROGRESS,
      "no progress line, even when standard error is a terminal" },
    { "help", NULL, FOR_ALL, OPTION_HELP, "print this help, and end" },
    { "version", NULL, FOR_ALL, OPTION_VERSION, "print the version, and end" },
};

const struct option_row *option_at(size_t position)
{
    return position < sizeof rows / sizeof rows[0] ? &rows[position] : NULL;
}

/* The text, which is the caller's to free; NULL when memory runs out. */
static char *text_of(const char *format, va_list values)
{
    char *text;
    int length;
    va_list first;
    va_copy(first, values);
    length = vsnprintf(NULL, 0, format, first);
    va_end(first);
    text = length >= 0 ? malloc((size_t)length + 1) : NULL;
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, values);
    return text;
}

/* Says what is wrong, and where to find help. */
static enum request wrong(const struct command *command, const char *format, ...)
{
    char *text;
    va_list values;
    va_start(values, format);
    text = text_of(format, values);
    va_end(values);
    fputs("ddbstream: ", stderr);
    harmless_write(text != NULL ? text : "out of memory");
    free(text);
    fprintf(stderr, "\nTry 'ddbstream %s%s--help'.\n", command != NULL ? command->name : "",
            command != NULL ? " " : "");
    return REQUEST_WRONG;
}

/* Values of options. False when the text is none. */

static bool read_form(const char *text, bool *is_json)
{
    *is_json = strcmp(text, "json") == 0;
    return *is_json || strcmp(text, "text") == 0;
}

static bool read_shape(const char *text, ddbstream_shape *shape)
{
    const char *name = "";
    for (int number = 0; strcmp(name, "unknown") != 0; number++) {
        *shape = (ddbstream_shape)number;
        name = ddbstream_shape_name(*shape);
        if (strcmp(name, text) == 0)
            return strcmp(name, "unknown") != 0;
    }
    return false;
}

/* A whole number from 1 on. */
static bool read_number(const char *text, uint64_t *number)
{
    if (text[0] == '\0' || text[strspn(text, "0123456789")] != '\0')
        return false;
    errno = 0;
    *number = strtoumax(text, NULL, 10);
    return errno == 0 && *number >= 1;
}

/* Where memory can't hold as much as a number says, it is as good as the largest that is held. */
static bool read_size(const char *text, size_t *size)
{
    uint64_t number;
    if (!read_number(text, &number))
        return false;
    *size = number < SIZE_MAX ? (size_t)number : SIZE_MAX;
    return true;
}

static bool read_limit(int id, const char *text, ddbstream_options *decoding)
{
    switch (id) {
    case OPTION_MAX_DEPTH:
        return read_size(text, &decoding->max_depth);
    case OPTION_MAX_STRING:
        return read_size(text, &decoding->max_string);
    case OPTION_MAX_RECORD:
        return read_size(text, &decoding->max_record);
    case OPTION_MAX_ATTRIBUTES:
        return read_size(text, &decoding->max_attributes);
    default:
        return read_number(text, &decoding->max_records);
    }
}

static bool set(struct settings *settings, int id, const char *text)
{
    switch (id) {
    case OPTION_ERRORS:
        return read_form(text, &settings->errors_as_json);
    case OPTION_SHAPE:
        return read_shape(text, &settings->decoding.shape);
    case OPTION_PRETTY:
        return settings->pretty = true;
    case OPTION_TIMESTAMP:
        settings->timestamp = text;
        return true;
    case OPTION_KEEP_UNKNOWN:
        return settings->decoding.keep_unknown_members = true;
    case OPTION_NO_PROGRESS:
        return settings->no_progress = true;
    default:
        return read_limit(id, text, &settings->decoding);
    }
}

/* What may be given several times. */
static ddbstream_status add(struct settings *settings, int id, char *text)
{
    static const ddbstream_status statuses[] = { [FILTER_OK] = DDBSTREAM_OK,
                                                 [FILTER_WRONG] = DDBSTREAM_ERROR_ARGUMENT,
                                                 [FILTER_NO_MEMORY] = DDBSTREAM_ERROR_MEMORY };
    ddbstream_status status;
    switch (id) {
    case OPTION_WHERE:
        return statuses[filter_add(&settings->filter, text)];
    case OPTION_TABLE:
        return statuses[filter_add_table(&settings->filter, text)];
    case OPTION_SELECT:
        if (!words_are_all_there(text))
            return DDBSTREAM_ERROR_ARGUMENT;
        return words_split(&settings->selected, text) ? DDBSTREAM_OK : DDBSTREAM_ERROR_MEMORY;
    default:
        status = redact_check(text);
        if (status == DDBSTREAM_OK && !words_add(&settings->redacted, text))
            status = DDBSTREAM_ERROR_MEMORY;
        return status;
    }
}

/* What getopt_long is to know: the options of one command. */
static void list_options(const struct command *command, struct option known[OPTION_COUNT + 1])
{
    const struct option_row *row;
    size_t count = 0;
    for (size_t i = 0; (row = option_at(i)) != NULL; i++)
        if ((row->commands & command->bit) != 0)
            known[count++] =
                (struct option){ row->name, row->argument != NULL ? required_argument : no_argument,
                                 NULL, row->id };
    known[count] = (struct option){ NULL, 0, NULL, 0 };
}

/* After getopt_long's ':' or '?': `optopt` is an option's id, a letter, or 0 for a name that is no
 * option, or the start of several. */
static enum request wrong_option(const struct command *command, int result, const char *argument)
{
    if (result == ':')
        return wrong(command, "'%s' needs an argument", argument);
    if (optopt > OPTION_COUNT)
        return wrong(command, "'-%c' is no option of %s", optopt, command->name);
    if (optopt > 0)
        return wrong(command, "'%s': this option takes no argument", argument);
    return wrong(command, "'%s' is no option of %s", argument, command->name);
}

static const char *name_of(int id)
{
    const struct option_row *row = rows;
    while (row->id != id)
        row++;
    return row->name;
}

static enum request print(int id, const struct command *command)
{
    if (id == OPTION_VERSION)
        help_print_version();
    else if (command != NULL)
        help_print_command(command);
    else
        help_print();
    return REQUEST_DONE;
}

static enum request read_option(struct settings *settings, int id, char *text)
{
    bool is_list = id >= OPTION_WHERE && id <= OPTION_REDACT;
    ddbstream_status status;
    if (is_list)
        status = add(settings, id, text);
    else
        status = set(settings, id, text) ? DDBSTREAM_OK : DDBSTREAM_ERROR_ARGUMENT;
    if (status == DDBSTREAM_ERROR_MEMORY)
        return wrong(settings->command, "out of memory");
    if (status == DDBSTREAM_ERROR_PATH)
        return wrong(settings->command, "'--%s' can't be '%s', no path from column %zu on",
                     name_of(id), text, redact_fault(text) + 1);
    if (status != DDBSTREAM_OK)
        return wrong(settings->command, "'--%s' can't be '%s'", name_of(id), text);
    return REQUEST_RUN;
}

static enum request read_options(int argc, char **argv, struct settings *settings)
{
    const struct command *command = settings->command;
    struct option known[OPTION_COUNT + 1];
    list_options(command, known);
    opterr = 0;
    for (int id; (id = getopt_long(argc, argv, ":", known, NULL)) != -1;) {
        if (id == OPTION_HELP || id == OPTION_VERSION)
            return print(id, command);
        if (id == ':' || id == '?')
            return wrong_option(command, id, argv[optind - 1]);
        if (read_option(settings, id, optarg) != REQUEST_RUN)
            return REQUEST_WRONG;
    }
    return REQUEST_RUN;
}

static enum request read_first(const char *word, struct settings *settings)
{
    if (strcmp(word, "--help") == 0)
        return print(OPTION_HELP, NULL);
    if (strcmp(word, "--version") == 0)
        return print(OPTION_VERSION, NULL);
    settings->command = command_find(word);
    return settings->command != NULL ? REQUEST_RUN : wrong(NULL, "'%s' is no command", word);
}

enum request options_read(int argc, char **argv, struct settings *settings)
{
    enum request request;
    *settings = (struct settings){ .decoding = DDBSTREAM_OPTIONS_INIT };
    if (argc < 2)
        return wrong(NULL, "which command?");
    request = read_first(argv[1], settings);
    if (request == REQUEST_RUN)
        request = read_options(argc - 1, argv + 1, settings);
    settings->files = argv + 1 + optind;
    settings->file_count = argc - 1 - optind;
    return request;
}

void options_release(struct settings *settings)
{
    filter_release(&settings->filter);
    words_release(&settings->redacted);
    words_release(&settings->selected);
}
