/* Keeps control characters from terminals. */
#include "harmless.h"

#include <stdio.h>

void harmless_write(const char *text)
{
    for (; *text != '\0'; text++)
        fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, stderr);
}
