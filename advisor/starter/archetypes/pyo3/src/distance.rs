//! Levenshtein's distance, by the usual table of which only a row is kept.

pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

pub fn nearest<'a>(word: &str, words: &'a [String]) -> Option<&'a str> {
    words
        .iter()
        .map(String::as_str)
        .min_by_key(|other| edit_distance(word, other))
}
