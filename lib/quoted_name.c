/* Reads a JSON string character by character, and so without memory for it. */
#include "quoted_name.h"

#include <string.h>

#include "code_unit.h"
#include "unescape.h"
#include "utf8.h"

enum { LONGEST_ESCAPE = 2 * CODE_UNIT_LENGTH };

/* How many bytes the character at the front takes; 0 when there is none. */
static size_t character_length(ddbstream_string text)
{
    struct utf8_sequence sequence;
    if (text.data[0] == '\\') {
        int unit = ddbs_code_unit(text.data, text.length);
        if (unit < 0)
            return text.length > 1 ? 2 : 0;
        return ddbs_is_high_surrogate(unit) && text.length >= LONGEST_ESCAPE ? LONGEST_ESCAPE
                                                                             : CODE_UNIT_LENGTH;
    }
    sequence = ddbs_utf8_look(text.data, text.length);
    return sequence.verdict == UTF8_WHOLE ? sequence.length : 0;
}

/* Takes a character from the front of the text, and says what it stands for. */
static bool take_character(ddbstream_string *text, char character[LONGEST_ESCAPE + 1],
                           size_t *length)
{
    size_t used = character_length(*text);
    if (used == 0 || !ddbs_unescape(text->data, used, character, length))
        return false;
    text->data += used;
    text->length -= used;
    return true;
}

bool ddbs_is_quoted_name(ddbstream_string inside)
{
    char character[LONGEST_ESCAPE + 1];
    size_t length;
    while (inside.length > 0)
        if (!take_character(&inside, character, &length))
            return false;
    return true;
}

bool ddbs_quoted_name_is(ddbstream_string inside, ddbstream_string name)
{
    char character[LONGEST_ESCAPE + 1];
    size_t length;
    while (inside.length > 0) {
        if (!take_character(&inside, character, &length) || length > name.length
            || memcmp(character, name.data, length) != 0)
            return false;
        name.data += length;
        name.length -= length;
    }
    return name.length == 0;
}
