//! Which files are meant: paths on the command line become a sorted list of articles to be read.
//!
//! Folders are walked in name order, so the same folder gives the same order everywhere. Hidden files, READMEs and files of other kinds are passed over
//! when they are found in a folder; a file that is named itself is always taken.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
}

impl Input {
    /// The name it has in the reading: the path as given, or `-`.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::File(path) => path.to_string_lossy().into_owned(),
            Input::Standard => "-".to_string(),
        }
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        match self {
            Input::File(path) => fs::read(path),
            Input::Standard => {
                let mut bytes = Vec::new();
                io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

/// The inputs under these paths. No path at all, or `-`, is standard input. A path that does not exist is an error.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<Input>> {
    if paths.is_empty() {
        return Ok(vec![Input::Standard]);
    }
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Input::Standard);
        } else if path.is_dir() {
            walk(path, &mut found)?;
        } else {
            fs::metadata(path).with_context(|| format!("looking for {}; check the spelling, or give a folder", path.display()))?;
            found.push(Input::File(path.clone()));
        }
    }
    Ok(found)
}

/// Bytes of all files together; standard input counts as nothing, since its size is not known.
pub(crate) fn size(inputs: &[Input]) -> u64 {
    let of = |input: &Input| match input {
        Input::File(path) => fs::metadata(path).map_or(0, |m| m.len()),
        Input::Standard => 0,
    };
    inputs.iter().map(of).sum()
}

fn walk(folder: &Path, found: &mut Vec<Input>) -> Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|e| e.path())).collect())
        .with_context(|| format!("listing the folder {}", folder.display()))?;
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            walk(&path, found)?;
        } else if ingest::Kind::of_name(&name).is_some() {
            found.push(Input::File(path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_name_order_without_what_is_no_article() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.md", "README.md", ".hidden.txt", "picture.png"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join("aa")).unwrap();
        fs::write(folder.path().join("aa/c.html"), "x").unwrap();
        let names: Vec<String> =
            find(&[folder.path().to_path_buf()]).unwrap().iter().map(|i| i.name().rsplit('/').next().unwrap().to_string()).collect();
        assert_eq!(names, ["a.md", "c.html", "b.txt"]);
    }

    #[test]
    fn a_missing_path_is_named() {
        let error = find(&[PathBuf::from("no/such/file.txt")]).unwrap_err();
        assert!(error.to_string().contains("no/such/file.txt"));
    }
}
