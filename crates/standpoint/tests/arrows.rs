//! Dependencies point one way: every internal import of a crate is one that the table in ARCHITECTURE.md allows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn imports_follow_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let allowed = table(&fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap());
    let mut manifests: Vec<PathBuf> =
        fs::read_dir(root.join("crates")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    manifests.extend([root.join("lexicon"), root.join("codebooks")]);
    assert_eq!(manifests.len(), allowed.len(), "every crate stands in the table, and nothing else does");
    for folder in manifests {
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap();
        let row = allowed.get(name).unwrap_or_else(|| panic!("{name} is missing from the table in ARCHITECTURE.md"));
        for import in internal(&manifest, &allowed) {
            assert!(row.contains(&import), "{name} imports {import}, which the table in ARCHITECTURE.md does not allow");
        }
    }
}

/// Rows of the crate table: name → what it may import.
fn table(page: &str) -> BTreeMap<String, Vec<String>> {
    page.lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let imports = cells[3].split(',').map(|s| s.trim().to_string()).filter(|s| s != "–").collect();
            (cells[0].trim_matches('`').to_string(), imports)
        })
        .collect()
}

/// Dependencies that are crates of this workspace; tests may import more than the program does.
fn internal(manifest: &toml::Table, crates: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let Some(dependencies) = manifest.get("dependencies").and_then(|d| d.as_table()) else { return Vec::new() };
    dependencies.keys().filter(|name| crates.contains_key(*name)).cloned().collect()
}
