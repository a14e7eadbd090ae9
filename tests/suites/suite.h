/* Runs the tests of one room: what every suite's main comes down to. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

struct suite_test {
    const TTest *test;
    int rows; /* it runs once for each; `_i` tells it which */
};

#define ONCE(test)                                                                                 \
    {                                                                                              \
        test, 1                                                                                    \
    }

#define EACH(test, rows)                                                                           \
    {                                                                                              \
        test, (int)COUNT_OF(rows)                                                                  \
    }

/* RUN_SUITE("room", ONCE(a_test), EACH(another_test, its_rows)) is main's result. */
#define RUN_SUITE(name, ...)                                                                       \
    run_suite(name, (const struct suite_test[]){ __VA_ARGS__, { NULL, 0 } })

/* A copy with nothing after it, so that tools find out who reads on; for free(). */
static inline void *exact_copy(const void *data, size_t length)
{
    void *copy = malloc(length > 0 ? length : 1);
    ck_assert_ptr_nonnull(copy);
    if (length > 0)
        memcpy(copy, data, length);
    return copy;
}

/* How far loops step that try very much: further where that takes too long, as under valgrind. */
static inline int test_stride(void)
{
    const char *stride = getenv("TEST_STRIDE");
    return stride != NULL && atoi(stride) > 0 ? atoi(stride) : 1;
}

static inline int run_suite(const char *name, const struct suite_test *tests)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    SRunner *runner = srunner_create(suite);
    int failed;
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    for (; tests->test != NULL; tests++)
        tcase_add_loop_test(tcase, tests->test, 0, tests->rows);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}

#endif
