/* What every fuzz target uses: a check that ends the process, and an input that is taken apart. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ddbstream/text.h>

/* What libFuzzer calls with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process with a report unless the condition holds. */
#define MUST(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))

_Noreturn static inline void fuzz_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: this must hold: %s\n", file, line, condition);
    abort();
}

static inline bool same_bytes(const void *a, size_t a_length, const void *b, size_t b_length)
{
    return a_length == b_length && (a_length == 0 || memcmp(a, b, a_length) == 0);
}

/* A block of just that size, so that the sanitizer sees what is read beyond its end. */
static inline void *exact_copy(const void *data, size_t length)
{
    void *copy = malloc(length);
    MUST(copy != NULL);
    if (length > 0)
        memcpy(copy, data, length);
    return copy;
}

/* What is left of an input that is taken apart from its front. */
struct input {
    const char *data;
    size_t length;
};

/* 0 when nothing is left. */
static inline unsigned take_byte(struct input *input)
{
    if (input->length == 0)
        return 0;
    input->length--;
    return (unsigned char)*input->data++;
}

/* So many bytes as a first one says, at most. */
static inline ddbstream_string take_text(struct input *input, size_t most)
{
    size_t length = take_byte(input) % (most + 1);
    ddbstream_string text = { input->data, length < input->length ? length : input->length };
    input->data += text.length;
    input->length -= text.length;
    return text;
}

/* Eight bytes as a number. */
static inline uint64_t take_number(struct input *input)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | take_byte(input);
    return number;
}

#endif
