/* Puts documents together. */
#include "shape.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names. */

static void put_letters(size_t number, char *letters, size_t count)
{
    while (count-- > 0) {
        letters[count] = (char)('a' + number % 26);
        number /= 26;
    }
}

void shape_name(size_t number, char name[NAME_LENGTH])
{
    uint64_t mixed = (uint64_t)number * 0x2545f4914f6cdd1du;
    put_letters(number, name, 8);
    put_letters((size_t)(mixed >> 33), name + 8, 8);
}

void shape_name_alike(size_t number, char name[NAME_LENGTH])
{
    memset(name, 'a', NAME_LENGTH);
    put_letters(number, name + NAME_LENGTH - 5, 5);
}

/* The hash of lib/duplicates.c for a name of this length. */
static uint64_t hash(const char name[NAME_LENGTH])
{
    const uint64_t factor = 0x9e3779b97f4a7c15u;
    uint64_t sum = NAME_LENGTH * factor, word;
    for (size_t i = 0; i < NAME_LENGTH; i += sizeof word) {
        memcpy(&word, name + i, sizeof word);
        sum = (sum ^ word) * factor;
    }
    return sum >> 32 ^ sum >> 48;
}

/* Of the places in a table, one in 32 is a possible one. */
void shape_name_colliding(size_t number, char name[NAME_LENGTH])
{
    shape_name(number, name);
    for (size_t tries = 0; (hash(name) & 0x1f00) != 0; tries++)
        put_letters(tries, name + 8, 8);
}

/* Documents. */

static void append(struct document *document, char byte)
{
    document->data[document->length++] = byte;
}

static void append_text(struct document *document, const char *text, const char *name)
{
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '#') {
            memcpy(document->data + document->length, name, NAME_LENGTH);
            document->length += NAME_LENGTH;
        } else {
            append(document, (char)(*text == '\''  ? '"'
                                    : *text == '`' ? '\\'
                                    : *text == '~' ? '\xff'
                                                   : *text));
        }
    }
}

static void append_repeated(struct document *document, const char *text, size_t count,
                            shape_name_fn make_name)
{
    char name[NAME_LENGTH] = { 0 };
    for (size_t i = 0; text != NULL && i < count; i++) {
        if (strchr(text, '#') != NULL)
            make_name(i, name);
        append_text(document, text, name);
    }
}

/* No less than a text comes to. */
static size_t room_of(const char *text)
{
    size_t room = 0;
    for (; text != NULL && *text != '\0'; text++)
        room += *text == '#' ? NAME_LENGTH : 1;
    return room;
}

struct document shape_document(const struct shape *shape, size_t count)
{
    size_t room = room_of(shape->front) + room_of(shape->middle) + room_of(shape->back)
                  + (room_of(shape->repeated) + room_of(shape->closing)) * count;
    struct document document = { malloc(room + 1), 0 };
    shape_name_fn name = shape->name != NULL ? shape->name : shape_name;
    if (document.data == NULL)
        exit(2);
    append_text(&document, shape->front, "");
    append_repeated(&document, shape->repeated, count, name);
    append_text(&document, shape->middle, "");
    append_repeated(&document, shape->closing, count, name);
    append_text(&document, shape->back, "");
    return document;
}
