/* Numbers and literals in raw JSON text: runs of bytes that can stand in them. */
#ifndef DDBS_WORD_H
#define DDBS_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* How long a word may be. DynamoDB's numbers have at most some 170 characters, and are strings
 * besides; what stands bare in a record is a time or a size. */
enum { LONGEST_WORD = 1024 };

static inline bool ddbs_is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
           || (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '+' || byte == '.';
}

/* Where the word begins that the data ends in; the length when it ends in none. */
static inline size_t ddbs_word_start(const char *data, size_t length)
{
    while (length > 0 && ddbs_is_word_byte(data[length - 1]))
        length--;
    return length;
}

/* Where the word ends that the data begins with. */
static inline size_t ddbs_word_end(const char *data, size_t length)
{
    size_t end = 0;
    while (end < length && ddbs_is_word_byte(data[end]))
        end++;
    return end;
}

#endif
