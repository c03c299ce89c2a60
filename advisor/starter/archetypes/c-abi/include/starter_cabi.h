#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/**
 * What a call has come to.
 */
typedef enum Status {
  Status_Ok = 0,
  /**
   * A pointer that must not be null was.
   */
  Status_Null = 1,
  Status_NoPrice = 2,
  Status_TooMuch = 3,
  /**
   * A defect of the library's.
   */
  Status_Panic = 4,
} Status;

typedef struct Cart Cart;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * An empty cart, which `starter_cabi_cart_free` ends.
 */
struct Cart *starter_cabi_cart_new(void);

/**
 * Puts something into the cart that costs so much.
 *
 * # Safety
 * `cart` is null or comes from `starter_cabi_cart_new`, was not freed, and no other thread uses it meanwhile.
 */
enum Status starter_cabi_cart_add(struct Cart *cart, int64_t cents);

/**
 * Writes how many things are in the cart, and what they cost together.
 *
 * # Safety
 * `cart` as for `starter_cabi_cart_add`; `items` and `cents` are null or may be written to.
 */
enum Status starter_cabi_cart_sum(const struct Cart *cart, uint32_t *items, int64_t *cents);

/**
 * Ends a cart; null is well.
 *
 * # Safety
 * `cart` as for `starter_cabi_cart_add`, and is not used again.
 */
void starter_cabi_cart_free(struct Cart *cart);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus
