/* Goes through the bytes from the front each time. */
#include "slow_place.h"

#include "fuzz.h"
#include "slow_text.h"

/* Values. */

static size_t string_end(const char *data, size_t at)
{
    for (at++; data[at] != '"'; at++)
        at += data[at] == '\\';
    return at + 1;
}

static size_t word_end(const char *data, size_t at)
{
    while (strchr(" \t\n\r,]}", data[at]) == NULL)
        at++;
    return at;
}

static size_t container_end(const char *data, size_t at)
{
    size_t open = 0;
    do {
        open += data[at] == '{' || data[at] == '[';
        open -= data[at] == '}' || data[at] == ']';
        at = data[at] == '"' ? string_end(data, at) : at + 1;
    } while (open > 0);
    return at;
}

size_t slow_value_end(const char *data, size_t at)
{
    if (data[at] == '"')
        return string_end(data, at);
    return data[at] == '{' || data[at] == '[' ? container_end(data, at) : word_end(data, at);
}

static size_t skip(const char *data, size_t at, const char *what)
{
    while (data[at] != '\0' && strchr(what, data[at]) != NULL)
        at++;
    return at;
}

size_t slow_next(const char *data, size_t end)
{
    size_t next = skip(data, end, " \t\n\r,");
    return data[next] == '}' || data[next] == ']' ? SLOW_NOWHERE : next;
}

size_t slow_first(const char *data, size_t at)
{
    return slow_next(data, at + 1);
}

size_t slow_value_of(const char *data, size_t name)
{
    return skip(data, string_end(data, name), " \t\n\r:");
}

/* Text. */

bool slow_is_text(const char *data, size_t at)
{
    return slow_text_fault(data, at + 1, string_end(data, at) - 1) == SLOW_NO_FAULT;
}

char *slow_string(const char *data, size_t at, size_t *length)
{
    size_t inside = string_end(data, at) - at - 2;
    char *text = malloc(inside + 1);
    MUST(text != NULL);
    *length = slow_unescape(data + at + 1, inside, text);
    text[*length] = '\0';
    return text;
}

bool slow_string_is(const char *data, size_t at, ddbstream_string text)
{
    size_t length;
    char *expected;
    bool is_same;
    if (data[at] != '"' || !slow_is_text(data, at))
        return false;
    expected = slow_string(data, at, &length);
    is_same = text.data != NULL && same_bytes(expected, length, text.data, text.length);
    free(expected);
    return is_same;
}

size_t slow_find(const char *data, size_t at, const char *name)
{
    const ddbstream_string text = { name, strlen(name) };
    if (at == SLOW_NOWHERE || data[at] != '{')
        return SLOW_NOWHERE;
    for (at = slow_first(data, at); at != SLOW_NOWHERE; at = slow_next(data, at)) {
        if (slow_string_is(data, at, text))
            return slow_value_of(data, at);
        at = slow_value_end(data, slow_value_of(data, at));
    }
    return SLOW_NOWHERE;
}

/* Names that stand twice. */

/* Where the innermost object begins that is open at `offset`. */
static size_t object_around(const char *data, size_t offset)
{
    size_t *open = malloc((offset + 1) * sizeof *open);
    size_t depth = 0, object;
    MUST(open != NULL);
    for (size_t at = 0; at < offset; at = data[at] == '"' ? string_end(data, at) : at + 1) {
        if (data[at] == '{' || data[at] == '[')
            open[depth++] = at;
        depth -= data[at] == '}' || data[at] == ']';
    }
    MUST(depth > 0);
    object = open[depth - 1];
    free(open);
    return object;
}

static bool is_second(const char *data, size_t object, size_t name)
{
    ddbstream_string text;
    char *copy = slow_string(data, name, &text.length);
    size_t at = slow_first(data, object);
    text.data = copy;
    while (at != name && !slow_string_is(data, at, text))
        at = slow_next(data, slow_value_end(data, slow_value_of(data, at)));
    free(copy);
    return at != name;
}

bool slow_is_second(const char *data, size_t name)
{
    return is_second(data, object_around(data, name), name);
}

bool slow_is_first_second(const char *data, size_t name)
{
    size_t object = object_around(data, name), at = slow_first(data, object);
    while (at != name && !is_second(data, object, at))
        at = slow_next(data, slow_value_end(data, slow_value_of(data, at)));
    return at == name;
}

/* Paths. */

/* A container that is open at the offset, and what in it the offset belongs to. */
struct level {
    bool is_object;
    bool in_value;  /* behind a colon */
    bool is_inside; /* of an item or member */
    size_t index;   /* of an array's item */
    size_t name;    /* of an object's member */
};

struct path {
    char *text;
    size_t length;
};

static void put(struct path *path, const char *text, size_t length)
{
    path->text = realloc(path->text, path->length + length + 1);
    MUST(path->text != NULL);
    memcpy(path->text + path->length, text, length);
    path->length += length;
    path->text[path->length] = '\0';
}

static void put_escaped(struct path *path, char byte)
{
    static const char special[] = "\"\\\b\t\n\f\r", letters[] = "\"\\btnfr";
    const char *found = byte != '\0' ? strchr(special, byte) : NULL;
    char escape[8];
    if (found != NULL)
        snprintf(escape, sizeof escape, "\\%c", letters[found - special]);
    else if ((unsigned char)byte < 0x20)
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)byte);
    else
        snprintf(escape, sizeof escape, "%c", byte);
    put(path, escape, strlen(escape));
}

static bool is_identifier(const char *name, size_t length)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    static const char others[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    return length > 0 && strlen(name) == length && strspn(name, letters) > 0
           && strspn(name, others) == length;
}

static void put_name(struct path *path, const char *name, size_t length)
{
    if (is_identifier(name, length)) {
        put(path, ".", 1);
        put(path, name, length);
        return;
    }
    put(path, "[\"", 2);
    for (size_t i = 0; i < length; i++)
        put_escaped(path, name[i]);
    put(path, "\"]", 2);
}

/* False when the name is not Unicode. */
static bool put_member(struct path *path, const char *data, size_t at)
{
    size_t length;
    char *name;
    if (!slow_is_text(data, at))
        return false;
    name = slow_string(data, at, &length);
    put_name(path, name, length);
    free(name);
    return true;
}

static bool put_step(struct path *path, const char *data, const struct level *level)
{
    char index[32];
    if (level->is_object)
        return put_member(path, data, level->name);
    snprintf(index, sizeof index, "[%zu]", level->index);
    put(path, index, strlen(index));
    return true;
}

/* Steps over the token at `at`, which is not the last one; returns where it ends. */
static size_t step_over(const char *data, size_t at, struct level *levels, size_t *depth)
{
    struct level *level = *depth > 0 ? &levels[*depth - 1] : NULL;
    if (data[at] == '{' || data[at] == '[')
        levels[(*depth)++] = (struct level){ .is_object = data[at] == '{' };
    else if (data[at] == '}' || data[at] == ']')
        --*depth;
    else if (data[at] == ':')
        level->in_value = true;
    else if (data[at] == ',')
        *level = (struct level){ level->is_object, false, false, level->index + 1, 0 };
    return strchr("{}[]:, \t\n\r", data[at]) != NULL ? at + 1 : slow_value_end(data, at);
}

/* The token at `at` is one of a value or a name, and not the end of a container. */
static void enter(const char *data, size_t at, struct level *level)
{
    if (strchr("]}:, \t\n\r", data[at]) != NULL)
        return;
    level->is_inside = true;
    if (level->is_object && !level->in_value)
        level->name = at;
}

static size_t end_of_token(const char *data, size_t at)
{
    return data[at] == '{' || data[at] == '[' ? at + 1 : slow_value_end(data, at);
}

char *slow_path(const char *data, size_t offset)
{
    struct level *levels = malloc((offset + 1) * sizeof *levels);
    struct path path = { NULL, 0 };
    size_t at = skip(data, 0, "\xef\xbb\xbf"), depth = 0, i = 0;
    MUST(levels != NULL);
    for (;;) {
        if (depth > 0)
            enter(data, at, &levels[depth - 1]);
        if (at == offset || (data[at] == '"' && offset < end_of_token(data, at)))
            break;
        at = step_over(data, at, levels, &depth);
    }
    if (depth > 0 && (data[at] == '}' || data[at] == ']'))
        depth--; /* that belongs to the container itself */
    put(&path, "$", 1);
    while (i < depth && put_step(&path, data, &levels[i]))
        i++;
    free(levels);
    return path.text;
}
