/* Lists of words from the command line. */
#ifndef TOOL_WORDS_H
#define TOOL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words {
    const char **at;
    size_t count;
};

/* Adds a word, which must outlive the list; false when memory runs out. */
bool words_add(struct words *words, const char *word);

/* Whether none of the words between commas is empty. */
bool words_are_all_there(const char *text);

/* Adds the words between commas, which become the ends of words. Likewise. */
bool words_split(struct words *words, char *text);

void words_release(struct words *words);

#endif
