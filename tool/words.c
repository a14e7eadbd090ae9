/* Keeps pointers to words. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

bool words_add(struct words *words, const char *word)
{
    const char **grown = realloc(words->at, (words->count + 1) * sizeof *words->at);
    if (grown == NULL)
        return false;
    grown[words->count++] = word;
    words->at = grown;
    return true;
}

bool words_are_all_there(const char *text)
{
    size_t length = strcspn(text, ",");
    while (length > 0 && text[length] != '\0') {
        text += length + 1;
        length = strcspn(text, ",");
    }
    return length > 0;
}

bool words_split(struct words *words, char *text)
{
    for (char *comma; (comma = strchr(text, ',')) != NULL; text = comma + 1) {
        *comma = '\0';
        if (!words_add(words, text))
            return false;
    }
    return words_add(words, text);
}

void words_release(struct words *words)
{
    free(words->at);
    *words = (struct words){ NULL, 0 };
}
