/* Text that grows as it is appended to. */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 4096 };

/* Room for `length` more bytes and a NUL, not yet counted as appended. */
static char *reserve(struct text *text, size_t length)
{
    size_t size = text->size > 0 ? text->size : FIRST_SIZE;
    while (size - text->length <= length)
        size *= 2;
    if (size > text->size) {
        text->data = realloc(text->data, size);
        text->size = size;
    }
    if (text->data == NULL) {
        fputs("bench: there is no memory\n", stderr);
        exit(2);
    }
    return text->data + text->length;
}

char *text_extend(struct text *text, size_t length)
{
    char *end = reserve(text, length);
    text->length += length;
    return end;
}

void text_append(struct text *text, const char *data, size_t length)
{
    memcpy(text_extend(text, length), data, length);
}

void text_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    int length;
    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    va_start(arguments, format);
    vsnprintf(reserve(text, (size_t)length), (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void text_release(struct text *text)
{
    free(text->data);
    *text = (struct text){ 0 };
}
