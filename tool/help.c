/* Prints the help, from the tables of commands and options, and the version. */
#include "help.h"

#include <stdio.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

#include "command.h"
#include "options.h"

enum { OPTION_WIDTH = 23, WORD_ROOM = 64 };

/* In the right column. */
static void print_lines(const char *line)
{
    for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1)
        printf("%.*s\n  %*s ", (int)(end - line), line, OPTION_WIDTH, "");
    fputs(line, stdout);
}

/* The commands that an option is for, if it is not for all. */
static void print_commands(const struct option_row *row)
{
    const struct command *command;
    if (row->commands == FOR_ALL)
        return;
    if (row->commands == FOR_WRITING) {
        fputs(" (not with check)", stdout);
        return;
    }
    fputs(" (with", stdout);
    for (size_t i = 0; (command = command_at(i)) != NULL; i++)
        if ((row->commands & command->bit) != 0)
            printf(" %s", command->name);
    putchar(')');
}

static void print_option(const struct option_row *row)
{
    char word[WORD_ROOM];
    snprintf(word, sizeof word, "--%s%s%s", row->name, row->argument != NULL ? "=" : "",
             row->argument != NULL ? row->argument : "");
    printf("  %-*s ", OPTION_WIDTH, word);
    print_lines(row->help);
}

static void print_end(void)
{
    fputs("\n"
          "Without FILE, or when FILE is -, standard input is read. Gzip data is unpacked. Each\n"
          "FILE is a document of its own, of any size and any shape in which changes arrive.\n"
          "\n"
          "Errors go to standard error, a line each. Exit status: 0 when all is good, 1 when some\n"
          "records were bad, 2 when a document could not be read to its end, when reading or\n"
          "writing failed, or when the command line was wrong.\n",
          stdout);
}

void help_print(void)
{
    const struct command *command;
    const struct option_row *row;
    fputs("Usage: ddbstream COMMAND [OPTION]... [FILE]...\n"
          "Shows the changes of DynamoDB tables, in whatever shape they arrived.\n"
          "\n"
          "Commands:\n",
          stdout);
    for (size_t i = 0; (command = command_at(i)) != NULL; i++)
        printf("  %-*s %s\n", OPTION_WIDTH, command->name, command->summary);
    fputs("\nOptions:\n", stdout);
    for (size_t i = 0; (row = option_at(i)) != NULL; i++) {
        print_option(row);
        print_commands(row);
        putchar('\n');
    }
    print_end();
}

void help_print_command(const struct command *command)
{
    const struct option_row *row;
    printf("Usage: ddbstream %s [OPTION]... [FILE]...\n"
           "The command %s: %s.\n"
           "\n"
           "Options:\n",
           command->name, command->name, command->summary);
    for (size_t i = 0; (row = option_at(i)) != NULL; i++)
        if ((row->commands & command->bit) != 0) {
            print_option(row);
            putchar('\n');
        }
    print_end();
}

/* The library may be newer than the tool. */
void help_print_version(void)
{
    printf("ddbstream %s (library %s)\n", DDBSTREAM_VERSION, ddbstream_version());
}
