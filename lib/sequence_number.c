/* The order of sequence numbers. */
#include <ddbstream/arn.h>

#include <string.h>

static ddbstream_string without_zeros(ddbstream_string number)
{
    while (number.length > 0 && number.data[0] == '0') {
        number.data++;
        number.length--;
    }
    return number;
}

int ddbstream_sequence_number_compare(ddbstream_string a, ddbstream_string b)
{
    bool is_a = a.length > 0, is_b = b.length > 0;
    if (!is_a || !is_b)
        return is_a - is_b;
    a = without_zeros(a);
    b = without_zeros(b);
    if (a.length != b.length)
        return a.length < b.length ? -1 : 1;
    return a.length > 0 ? memcmp(a.data, b.data, a.length) : 0;
}
