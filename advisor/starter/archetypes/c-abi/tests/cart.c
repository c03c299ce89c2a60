#include "starter_cabi.h"

#include <stdio.h>

#define CHECK(what)                                              \
    do {                                                         \
        if (!(what)) {                                           \
            fprintf(stderr, "line %d: %s\n", __LINE__, #what);   \
            return 1;                                            \
        }                                                        \
    } while (0)

int main(void) {
    uint32_t items = 9;
    int64_t cents = 9;
    struct Cart *cart = starter_cabi_cart_new();
    CHECK(cart != NULL);
    CHECK(starter_cabi_cart_add(cart, 350) == Status_Ok);
    CHECK(starter_cabi_cart_add(cart, -1) == Status_NoPrice);
    CHECK(starter_cabi_cart_add(cart, INT64_MAX) == Status_TooMuch);
    CHECK(starter_cabi_cart_add(NULL, 1) == Status_Null);
    CHECK(starter_cabi_cart_sum(cart, &items, NULL) == Status_Null);
    CHECK(starter_cabi_cart_sum(cart, &items, &cents) == Status_Ok);
    CHECK(items == 1 && cents == 350);
    starter_cabi_cart_free(cart);
    starter_cabi_cart_free(NULL);
    return 0;
}
