//! Who may use the pages from other machines: names, roles and password hashes go in and come out of one small file beside the ledger.
//!
//! Beside and not inside it: a ledger is copied and handed to colleagues, and nothing in it is ever removed; a password hash must not travel with it
//! and must go when its owner goes. The file is read anew for each request, so that a removed account is locked out at once.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use serde::{Deserialize, Serialize};

/// The fewest characters of a password or token.
pub const SHORTEST_SECRET: usize = 12;

/// The longest password that is taken in, in bytes; hashing a longer one would only cost time.
const LONGEST_SECRET: usize = 1024;

/// What somebody may do; each role may also do what the ones before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Read every page.
    Reader,
    /// Decide about entries.
    Reviewer,
    /// Add articles.
    Editor,
}

impl Role {
    /// All roles, the one that may least first.
    pub const ALL: [Role; 3] = [Role::Reader, Role::Reviewer, Role::Editor];

    /// The word for it, as in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Reviewer => "reviewer",
            Role::Editor => "editor",
        }
    }

    /// The role of this word; `None` for any other word.
    ///
    /// ```
    /// assert_eq!(web::Role::from_word("reviewer"), Some(web::Role::Reviewer));
    /// assert_eq!(web::Role::from_word("owner"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The name under which decisions are recorded.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The password's argon2id hash, as a PHC string with its own salt and costs.
    pub password: String,
}

/// The accounts of one ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    path: PathBuf,
}

/// Why an account could not be made, changed or read.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The file could not be read or written.
    #[error("cannot use the accounts in {}: {source}. Check who owns the file and its folder", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is no list of accounts.
    #[error("the accounts in {} cannot be read: {message}. Correct the file, or delete it and add the accounts again", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        message: String,
    },
    /// The name is taken.
    #[error("there is an account “{name}” already. Remove it first, or change its role with: standpoint user role")]
    Taken {
        /// The name.
        name: String,
    },
    /// The name is not there.
    #[error("there is no account “{name}”. `standpoint user list` lists them")]
    Unknown {
        /// The name.
        name: String,
    },
    /// The name cannot be one.
    #[error("“{name}” cannot be an account's name: use 1 to 100 characters, without line breaks or blanks at its ends")]
    Name {
        /// The name.
        name: String,
    },
    /// The password is too short or too long.
    #[error("a password has at least {SHORTEST_SECRET} characters and at most {LONGEST_SECRET} bytes")]
    Password,
    /// The password could not be hashed.
    #[error("the password could not be hashed: {message}")]
    Hash {
        /// Why.
        message: String,
    },
}

#[derive(Default, Serialize, Deserialize)]
struct File {
    #[serde(default)]
    account: Vec<Account>,
}

impl Accounts {
    /// The accounts of this ledger: `talks.db` has them in `talks.db.users`. Nothing is opened or made.
    ///
    /// ```
    /// assert!(!web::Accounts::beside("no/such/talks.db").exist());
    /// ```
    pub fn beside(ledger: impl AsRef<Path>) -> Self {
        let mut path = ledger.as_ref().as_os_str().to_owned();
        path.push(".users");
        Accounts { path: path.into() }
    }

    /// Whether there is such a file, even one without a single account: pages then demand that somebody signs in.
    pub fn exist(&self) -> bool {
        self.path.exists()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All accounts, by name; none when there is no file.
    ///
    /// # Errors
    /// [`AccountsError::File`], [`AccountsError::Malformed`].
    pub fn list(&self) -> Result<Vec<Account>, AccountsError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(AccountsError::File { path: self.path.clone(), source }),
        };
        let file: File =
            toml::from_str(&text).map_err(|e| AccountsError::Malformed { path: self.path.clone(), message: e.message().to_string() })?;
        Ok(file.account)
    }

    /// Adds somebody, with the hash of this password.
    ///
    /// # Errors
    /// [`AccountsError::Taken`], [`AccountsError::Name`], [`AccountsError::Password`], [`AccountsError::Hash`], and as [`Accounts::list`].
    pub fn add(&self, name: &str, role: Role, password: &str) -> Result<(), AccountsError> {
        let sound = name.trim() == name && (1..=100).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        if !sound {
            return Err(AccountsError::Name { name: name.into() });
        }
        if password.chars().count() < SHORTEST_SECRET || password.len() > LONGEST_SECRET {
            return Err(AccountsError::Password);
        }
        let mut accounts = self.list()?;
        if accounts.iter().any(|a| a.name == name) {
            return Err(AccountsError::Taken { name: name.into() });
        }
        accounts.push(Account { name: name.into(), role, password: hash(password)? });
        accounts.sort_by(|a, b| a.name.cmp(&b.name));
        self.write(accounts)
    }

    /// Removes somebody. The file stays, even without accounts: an empty one lets nobody in.
    ///
    /// # Errors
    /// [`AccountsError::Unknown`], and as [`Accounts::list`].
    pub fn remove(&self, name: &str) -> Result<(), AccountsError> {
        let mut accounts = self.list()?;
        let at = accounts.iter().position(|a| a.name == name).ok_or_else(|| AccountsError::Unknown { name: name.into() })?;
        accounts.remove(at);
        self.write(accounts)
    }

    /// Gives somebody another role.
    ///
    /// # Errors
    /// As [`Accounts::remove`].
    pub fn set_role(&self, name: &str, role: Role) -> Result<(), AccountsError> {
        let mut accounts = self.list()?;
        let account = accounts.iter_mut().find(|a| a.name == name).ok_or_else(|| AccountsError::Unknown { name: name.into() })?;
        account.role = role;
        self.write(accounts)
    }

    /// Whose name and password these are. Takes as long for an unknown name as for a wrong password.
    pub(crate) fn verified(&self, name: &str, password: &str) -> Result<Option<Account>, AccountsError> {
        if password.len() > LONGEST_SECRET {
            return Ok(None);
        }
        let Some(account) = self.list()?.into_iter().find(|a| a.name == name) else {
            hash(password)?;
            return Ok(None);
        };
        let stored = PasswordHash::new(&account.password);
        let matches = stored.is_ok_and(|stored| Argon2::default().verify_password(password.as_bytes(), &stored).is_ok());
        Ok(Some(account).filter(|_| matches))
    }

    /// Through a second file, so that an interruption leaves the old accounts or the new ones.
    fn write(&self, account: Vec<Account>) -> Result<(), AccountsError> {
        let failed = |source| AccountsError::File { path: self.path.clone(), source };
        let text =
            toml::to_string(&File { account }).map_err(|e| AccountsError::Malformed { path: self.path.clone(), message: e.to_string() })?;
        let mut new = self.path.as_os_str().to_owned();
        new.push(".new");
        let mut file = for_the_owner_alone().open(&new).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        fs::rename(&new, &self.path).map_err(failed)
    }
}

fn hash(password: &str) -> Result<String, AccountsError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| AccountsError::Hash { message: e.to_string() })
}

fn for_the_owner_alone() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a long enough secret";

    #[test]
    fn an_account_is_added_changed_and_removed_and_its_password_is_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let accounts = Accounts::beside(folder.path().join("talks.db"));
        assert!(!accounts.exist() && accounts.list().unwrap().is_empty());
        accounts.add("Ana", Role::Reader, SECRET).unwrap();
        assert!(matches!(accounts.add("Ana", Role::Reader, SECRET), Err(AccountsError::Taken { .. })));
        accounts.set_role("Ana", Role::Reviewer).unwrap();
        let text = fs::read_to_string(accounts.path()).unwrap();
        assert!(text.contains("$argon2id$") && !text.contains(SECRET), "{text}");
        assert_eq!(accounts.verified("Ana", SECRET).unwrap().map(|a| a.role), Some(Role::Reviewer));
        assert_eq!(accounts.verified("Ana", "another long secret").unwrap(), None);
        assert_eq!(accounts.verified("Ben", SECRET).unwrap(), None);
        accounts.remove("Ana").unwrap();
        assert!(accounts.exist() && matches!(accounts.remove("Ana"), Err(AccountsError::Unknown { .. })), "an empty file lets nobody in");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_machine_reads_the_hashes() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let accounts = Accounts::beside(folder.path().join("talks.db"));
        accounts.add("Ana", Role::Reader, SECRET).unwrap();
        assert_eq!(fs::metadata(accounts.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn poor_names_short_passwords_and_broken_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let accounts = Accounts::beside(folder.path().join("talks.db"));
        for name in ["", " Ana", "A\nna"] {
            assert!(matches!(accounts.add(name, Role::Reader, SECRET), Err(AccountsError::Name { .. })), "{name:?}");
        }
        assert!(matches!(accounts.add("Ana", Role::Reader, "short"), Err(AccountsError::Password)));
        fs::write(accounts.path(), "account = 7").unwrap();
        assert!(matches!(accounts.list(), Err(AccountsError::Malformed { .. })));
    }
}
