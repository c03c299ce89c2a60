//! What C calls: thin functions over Rust that knows nothing of C. No panic gets out, and null is an answer.

mod cart;

pub use cart::{Cart, CartError};

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a call has come to.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Ok = 0,
    /// A pointer that must not be null was.
    Null = 1,
    NoPrice = 2,
    TooMuch = 3,
    /// A defect of the library's.
    Panic = 4,
}

/// An empty cart, which `starter_cabi_cart_free` ends.
#[unsafe(no_mangle)]
pub extern "C" fn starter_cabi_cart_new() -> *mut Cart {
    Box::into_raw(Box::default())
}

/// Puts something into the cart that costs so much.
///
/// # Safety
/// `cart` is null or comes from `starter_cabi_cart_new`, was not freed, and no other thread uses it meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn starter_cabi_cart_add(cart: *mut Cart, cents: i64) -> Status {
    // SAFETY: as the caller promises.
    let Some(cart) = (unsafe { cart.as_mut() }) else {
        return Status::Null;
    };
    match catch_unwind(AssertUnwindSafe(|| cart.add(cents))) {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(CartError::NoPrice)) => Status::NoPrice,
        Ok(Err(CartError::TooMuch)) => Status::TooMuch,
        Err(_) => Status::Panic,
    }
}

/// Writes how many things are in the cart, and what they cost together.
///
/// # Safety
/// `cart` as for `starter_cabi_cart_add`; `items` and `cents` are null or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn starter_cabi_cart_sum(
    cart: *const Cart,
    items: *mut u32,
    cents: *mut i64,
) -> Status {
    // SAFETY: as the caller promises.
    let (cart, items, cents) = unsafe { (cart.as_ref(), items.as_mut(), cents.as_mut()) };
    let (Some(cart), Some(items), Some(cents)) = (cart, items, cents) else {
        return Status::Null;
    };
    (*items, *cents) = (cart.items(), cart.cents());
    Status::Ok
}

/// Ends a cart; null is well.
///
/// # Safety
/// `cart` as for `starter_cabi_cart_add`, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn starter_cabi_cart_free(cart: *mut Cart) {
    if !cart.is_null() {
        // SAFETY: it was made by Box::into_raw, and is not used again.
        drop(unsafe { Box::from_raw(cart) });
    }
}
