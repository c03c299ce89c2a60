//! A cart in plain Rust, which knows nothing of C.

#[derive(Debug, Default)]
pub struct Cart {
    items: u32,
    cents: i64,
}

#[derive(Debug, PartialEq, Eq)]
pub enum CartError {
    NoPrice,
    TooMuch,
}

impl Cart {
    /// What is refused changes nothing.
    pub fn add(&mut self, cents: i64) -> Result<(), CartError> {
        if cents < 0 {
            return Err(CartError::NoPrice);
        }
        let items = self.items.checked_add(1).ok_or(CartError::TooMuch)?;
        self.cents = self.cents.checked_add(cents).ok_or(CartError::TooMuch)?;
        self.items = items;
        Ok(())
    }

    pub fn items(&self) -> u32 {
        self.items
    }

    pub fn cents(&self) -> i64 {
        self.cents
    }
}
