//! Tab-separated tables: one header line names the columns, `#` starts a comment line, blank lines are skipped.

/// One line of a table.
pub(crate) struct Row<'a> {
    /// Line number in its file, from 1.
    #[allow(dead_code)]
    pub(crate) line: usize,
    columns: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of that column; empty when the line ends before it or no such column exists.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.columns.iter().position(|c| *c == column).and_then(|i| self.cells.get(i)).copied().unwrap_or("")
    }
}

/// Calls `each` with every line of `table` in order.
pub(crate) fn rows<'a>(table: &'a str, mut each: impl FnMut(&Row<'_>)) {
    let mut lines = table.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let Some((_, header)) = lines.next() else { return };
    let columns: Vec<&'a str> = header.split('\t').map(str::trim).collect();
    for (at, line) in lines {
        each(&Row { line: at + 1, columns: &columns, cells: line.split('\t').map(str::trim).collect() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_column_name() {
        let mut seen = Vec::new();
        rows("# words\nword\tsense\n\nsay\treport\nrule out\n", |row| {
            seen.push((row.line, row.get("word").to_string(), row.get("sense").to_string()))
        });
        assert_eq!(seen, [(4, "say".into(), "report".into()), (5, "rule out".into(), String::new())]);
    }
}
