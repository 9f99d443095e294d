//! `standpoint user`: who may sign in to the pages of a ledger.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use anyhow::{Context, Result, bail};
use web::{Accounts, Role};

use super::print;
use crate::arguments::{UserArguments, UserCommand, UserRole};

pub(crate) fn run(command: &UserCommand) -> Result<()> {
    match command {
        UserCommand::Add(arguments) => {
            let role = role(arguments.role);
            let accounts = of(&arguments.user)?;
            accounts.add(&arguments.user.name, role, &password()?)?;
            print(&format!("{} is a {} of {}\n", arguments.user.name, role.as_str(), arguments.user.ledger.ledger.display()))
        }
        UserCommand::List(ledger) => {
            let mut text = String::new();
            for account in Accounts::beside(&ledger.ledger).list()? {
                let _ = writeln!(text, "{:8}  {}", account.role.as_str(), account.name);
            }
            print(if text.is_empty() { "no accounts\n" } else { &text })
        }
        UserCommand::Remove(arguments) => {
            of(arguments)?.remove(&arguments.name)?;
            print(&format!("{} is removed\n", arguments.name))
        }
        UserCommand::Role(arguments) => {
            let role = role(arguments.role);
            of(&arguments.user)?.set_role(&arguments.user.name, role)?;
            print(&format!("{} is a {}\n", arguments.user.name, role.as_str()))
        }
    }
}

/// The accounts of an existing ledger: those of a misspelt one would guard nothing.
fn of(arguments: &UserArguments) -> Result<Accounts> {
    let ledger = &arguments.ledger.ledger;
    if !ledger.exists() {
        bail!("there is no ledger {}; make one with: standpoint add --ledger {} ARTICLES", ledger.display(), ledger.display());
    }
    Ok(Accounts::beside(ledger))
}

fn role(word: UserRole) -> Role {
    match word {
        UserRole::Reader => Role::Reader,
        UserRole::Reviewer => Role::Reviewer,
        UserRole::Editor => Role::Editor,
    }
}

/// Asked for at the terminal, twice and unseen; else the first line of standard input.
fn password() -> Result<String> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().read_line(&mut line).context("reading the password from standard input")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_string());
    }
    let first =
        rpassword::prompt_password(format!("Password, {} characters or more: ", web::SHORTEST_SECRET)).context("reading the password")?;
    let again = rpassword::prompt_password("Once more: ").context("reading the password")?;
    if first != again {
        bail!("the two are not the same; nothing was changed");
    }
    Ok(first)
}
