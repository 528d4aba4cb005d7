//! Columns of text, two blanks apart and at least twelve characters wide, as scripts that cut by column expect them.

/// The narrowest column, blanks included.
const NARROWEST: usize = 12;
/// Blanks between columns.
const GAP: usize = 2;

/// Rows of cells under a heading.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table; the heading may be left out.
    pub(crate) fn new(heading: Option<&[&str]>) -> Self {
        let heading = heading.map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect());
        Table { rows: heading.into_iter().collect() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// All lines, each with its line break; the last cell of a row is not padded.
    pub(crate) fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(|column| self.width(column)).collect();
        let mut out = String::new();
        for row in &self.rows {
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                out.push_str(cell);
                if at + 1 < row.len() {
                    out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count())));
                }
            }
            out.push('\n');
        }
        out
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter(|row| column + 1 < row.len()).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count() + GAP).max().unwrap_or(0).max(NARROWEST)
    }
}

/// Lines whose columns are separated by tabs, aligned.
pub(crate) fn align(text: &str) -> String {
    let mut table = Table::new(None);
    for line in text.lines() {
        table.push(line.split('\t').map(str::to_owned).collect());
    }
    table.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(Some(&["REPOSITORY", "TAG", "SIZE"]));
        table.push(["docker.io/library/debian", "12", "1 MB"].map(str::to_owned).to_vec());
        table.push(["ä", "", ""].map(str::to_owned).to_vec());
        let expected = "REPOSITORY                TAG         SIZE\n\
                        docker.io/library/debian  12          1 MB\n\
                        ä                                     \n";
        assert_eq!(table.render(), expected);
        assert_eq!(Table::new(None).render(), "");
    }

    #[test]
    fn tabs_make_columns() {
        assert_eq!(align("a\tb\n"), "a           b\n");
    }
}
