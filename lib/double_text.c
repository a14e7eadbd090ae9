/* Writes doubles. Takes only the digits from printf, whose point is the locale's. */
#include "double_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FEWEST_DIGITS = 15, MOST_DIGITS = 17 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* -d.ddde-xx, with a point of its own; the double is finite. */
static ddbstream_string write_digits(double real, int digits, char text[DDBSTREAM_NUMBER_ROOM])
{
    char written[DDBSTREAM_NUMBER_ROOM];
    const char *from = written;
    char *to = text;
    snprintf(written, sizeof written, "%.*e", digits - 1, real);
    if (*from == '-')
        *to++ = *from++;
    *to++ = *from++;
    *to++ = '.';
    for (; *from != 'e'; from++)
        if (is_digit(*from))
            *to++ = *from;
    strcpy(to, from);
    return (ddbstream_string){ text, strlen(text) };
}

size_t ddbs_double_write(double real, char text[DDBSTREAM_NUMBER_ROOM])
{
    char written[DDBSTREAM_NUMBER_ROOM];
    ddbstream_string number = { NULL, 0 };
    if (!isfinite(real))
        return 0;
    for (int digits = FEWEST_DIGITS; digits <= MOST_DIGITS; digits++) {
        double again = 0;
        number = write_digits(real, digits, written);
        ddbstream_number_to_double(number, &again);
        if (memcmp(&again, &real, sizeof real) == 0)
            break;
    }
    return ddbstream_number_canonical(number, text, DDBSTREAM_NUMBER_ROOM);
}
