/* Tells what a number, given as text, is in each of C's types.
 *
 *     numbers NUMBER...
 *
 * Shows the conversions and what each says of its result. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <ddbstream/ddbstream.h>

static void print_whole(ddbstream_string number)
{
    int64_t whole = 0;
    ddbstream_status status = ddbstream_number_to_int64(number, &whole);
    printf("    int64    %" PRId64 " (%s)\n", whole, ddbstream_status_text(status));
}

static void print_double(ddbstream_string number)
{
    double real = 0;
    ddbstream_status status = ddbstream_number_to_double(number, &real);
    printf("    double   %.17g (%s)\n", real, ddbstream_status_text(status));
}

static void print_decimal(ddbstream_string number)
{
    ddbstream_decimal decimal = { false, "", 0 };
    ddbstream_status status = ddbstream_number_to_decimal(number, &decimal);
    printf("    decimal  %s%s times ten to the %" PRId64 " (%s)\n", decimal.negative ? "-" : "",
           decimal.digits, decimal.exponent, ddbstream_status_text(status));
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        ddbstream_string number = { argv[i], strlen(argv[i]) };
        char text[DDBSTREAM_NUMBER_ROOM];
        if (ddbstream_number_canonical(number, text, sizeof text) == 0) {
            fprintf(stderr, "numbers: %s is no number\n", argv[i]);
            return 1;
        }
        printf("%s\n", text);
        print_whole(number);
        print_double(number);
        print_decimal(number);
    }
    return fflush(stdout) != 0;
}
