//! What Python imports: thin functions over Rust that knows nothing of Python.

use pyo3::prelude::*;

mod distance;

#[pymodule]
mod _native {
    use super::distance;
    use pyo3::prelude::*;

    /// How many characters to insert, delete or replace to turn one text into the other.
    #[pyfunction]
    fn edit_distance(py: Python<'_>, a: &str, b: &str) -> usize {
        py.detach(|| distance::edit_distance(a, b)) // other threads of Python run meanwhile
    }

    /// The word with the least distance, the first of several; None without words.
    #[pyfunction]
    fn nearest(py: Python<'_>, word: &str, words: Vec<String>) -> Option<String> {
        py.detach(|| distance::nearest(word, &words).map(str::to_owned))
    }
}
