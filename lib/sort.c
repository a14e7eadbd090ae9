/* Sorts by a heap: in place, and never in quadratic time. The C library's qsort may allocate memory
 * of its own. */
#include "sort.h"

/* Lets the item at `place` sink to where none below it comes after it. */
static void sift(const void **heap, size_t place, size_t count, order_fn order)
{
    const void *item = heap[place];
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && order(heap[child], heap[child + 1]) < 0)
            child++;
        if (order(item, heap[child]) >= 0)
            break;
        heap[place] = heap[child];
    }
    heap[place] = item;
}

void ddbs_sort(const void **items, size_t count, order_fn order)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(items, i, count, order);
    for (size_t last = count; last-- > 1;) {
        const void *largest = items[0];
        items[0] = items[last];
        items[last] = largest;
        sift(items, 0, last, order);
    }
}
