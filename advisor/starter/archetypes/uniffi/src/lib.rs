//! What Kotlin, Swift and Python call: a cart, with types and errors as each language has them.

use std::{
    error::Error,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

uniffi::setup_scaffolding!();

/// How many things are in a cart, and what they cost together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, uniffi::Record)]
pub struct Sum {
    pub items: u32,
    pub cents: i64,
}

#[derive(Debug, PartialEq, Eq, uniffi::Error)]
pub enum CartError {
    NoPrice,
    TooMuch,
}

impl fmt::Display for CartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPrice => "a price is not below zero",
            Self::TooMuch => "the cart holds no more",
        })
    }
}

impl Error for CartError {}

/// A cart that several threads of the caller's may share.
#[derive(Debug, Default, uniffi::Object)]
pub struct Cart(Mutex<Sum>);

#[uniffi::export]
impl Cart {
    /// An empty cart.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts something into it that costs so much. What is refused changes nothing.
    pub fn add(&self, cents: i64) -> Result<(), CartError> {
        if cents < 0 {
            return Err(CartError::NoPrice);
        }
        let mut sum = self.lock();
        let items = sum.items.checked_add(1).ok_or(CartError::TooMuch)?;
        sum.cents = sum.cents.checked_add(cents).ok_or(CartError::TooMuch)?;
        sum.items = items;
        Ok(())
    }

    pub fn sum(&self) -> Sum {
        *self.lock()
    }
}

impl Cart {
    fn lock(&self) -> MutexGuard<'_, Sum> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
