//! Negotiations as data: parties, people, offices, issues.

/// Who takes part and what is at issue.
#[derive(Debug, Default)]
pub struct Codebook;

impl Codebook {
    /// The built-in world pack: states, capitals, demonyms, seats of government, international organisations.
    pub fn world() -> Codebook {
        Codebook
    }
}
