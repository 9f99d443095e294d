//! The command line: what can be asked, and with which options.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::Date;

/// Reads reports about a negotiation and keeps a cited, dated ledger of who holds which position, who says so, since when, and how it moved.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Articles in, a cited brief out: where each party stands, what moved, what is scheduled, what is disputed
    Brief(BriefArguments),
    /// Read articles and record them in the ledger; an article that is already there adds nothing
    Add(AddArguments),
    /// Parties and issues: stance, since when, by whom, how many sources
    Positions(PositionsArguments),
    /// What moved, from which words to which words
    Shifts(FindingsArguments),
    /// What was held and what is scheduled
    Timetable(TimetableArguments),
    /// One party or issue over the years, dated entries with their words
    Timeline(TimelineArguments),
    /// One entry: its words in context, who holds, who said, when, which rule, which article
    Show(ShowArguments),
    /// Search the articles and quotations in the ledger
    Search(SearchArguments),
    /// Confirm, correct or withdraw an entry; the old one is kept
    Review(ReviewArguments),
    /// Correct an article's publication day; what hung on the old day is dated anew, the old entries are kept
    Redate(RedateArguments),
    /// The ledger as web pages: on this machine, or for those who may sign in
    Serve(ServeArguments),
    /// Who may sign in to the pages of a ledger
    #[command(subcommand)]
    User(UserCommand),
    /// Read articles and print what was found, without a ledger
    Read(ReadArguments),
    /// Sentences, parts of speech and dependency trees
    Syntax(SyntaxArguments),
    /// Work on codebooks
    #[command(subcommand)]
    Codebook(CodebookCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum CodebookCommand {
    /// A starting issues.toml from articles read without one: recurring points with counts and example sentences, for a person to edit
    Suggest(SuggestArguments),
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArguments {
    #[command(flatten)]
    pub(crate) inputs: InputArguments,
    /// At most so many issues
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
}

/// How articles are taken in.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// Files or folders; '-' or nothing: standard input
    pub(crate) paths: Vec<PathBuf>,
    /// jsonl: one {"id", "text", "published"?, "title"?, "outlet"?, "url"?} a line, text taken as it is
    #[arg(long, value_enum, default_value_t = InputForm::Auto)]
    pub(crate) input: InputForm,
    /// Take each file as final UTF-8 text: no markup cleaning; offsets then refer to the file itself
    #[arg(long)]
    pub(crate) as_is: bool,
    /// Publication day for articles that do not state one (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Date>,
    /// Threads; all cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputForm {
    /// By the name and content of each file
    Auto,
    /// One JSON object a line
    Jsonl,
}

/// The negotiation.
#[derive(Debug, Args)]
pub(crate) struct CodebookArgument {
    /// Folder with parties.toml, people.toml, issues.toml; without one, parties come from the built-in world pack and points stay in the text's words
    #[arg(long, value_name = "FOLDER")]
    pub(crate) codebook: Option<PathBuf>,
}

/// The ledger file.
#[derive(Debug, Args)]
pub(crate) struct LedgerArgument {
    /// The ledger
    #[arg(long, value_name = "FILE", default_value = "standpoint.db")]
    pub(crate) ledger: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    #[command(flatten)]
    pub(crate) inputs: InputArguments,
    #[command(flatten)]
    pub(crate) codebook: CodebookArgument,
    #[arg(long, value_enum, default_value_t = ReadForm::Text)]
    pub(crate) format: ReadForm,
    /// With text: for each statement the rule, the words that fired and what it rests on, and what was considered and not taken
    #[arg(long)]
    pub(crate) explain: bool,
    /// Keep only statements at least this certain (0 to 1)
    #[arg(long, value_name = "C", default_value_t = 0.0)]
    pub(crate) min_certainty: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadForm {
    /// For people
    Text,
    /// standpoint.reading/1, one object per article
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct SyntaxArguments {
    /// A CoNLL-U or text file; '-' or nothing: standard input
    pub(crate) path: Option<PathBuf>,
    /// The input is CoNLL-U: keep its sentences and tokens, predict everything else
    #[arg(long)]
    pub(crate) gold_tokens: bool,
    #[arg(long, value_enum, default_value_t = SyntaxForm::Conllu)]
    pub(crate) format: SyntaxForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SyntaxForm {
    /// CoNLL-U
    Conllu,
    /// An indented tree
    Text,
}

#[derive(Debug, Args)]
pub(crate) struct BriefArguments {
    #[command(flatten)]
    pub(crate) inputs: InputArguments,
    #[command(flatten)]
    pub(crate) codebook: CodebookArgument,
    #[arg(long, value_enum, default_value_t = BriefForm::Markdown)]
    pub(crate) format: BriefForm,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Take the entries from a ledger instead of reading articles
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub(crate) ledger: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) which: WhichArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefForm {
    Markdown,
    /// One self-contained page
    Html,
    Json,
    /// A Word file with footnotes; name it with -o
    Docx,
}

#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    #[command(flatten)]
    pub(crate) inputs: InputArguments,
    #[command(flatten)]
    pub(crate) codebook: CodebookArgument,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
}

/// Which entries.
#[derive(Debug, Args, Default)]
pub(crate) struct WhichArguments {
    /// Only this party
    #[arg(long)]
    pub(crate) party: Option<String>,
    /// Only this issue
    #[arg(long)]
    pub(crate) issue: Option<String>,
    /// As things stood on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// What the ledger knew on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known_on: Option<Date>,
    /// Only entries at least this certain (0 to 1)
    #[arg(long, value_name = "C")]
    pub(crate) min_certainty: Option<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsForm {
    /// For people
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct FindingsArguments {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    #[command(flatten)]
    pub(crate) codebook: CodebookArgument,
    #[command(flatten)]
    pub(crate) which: WhichArguments,
    #[arg(long, value_enum, default_value_t = FindingsForm::Text)]
    pub(crate) format: FindingsForm,
}

#[derive(Debug, Args)]
pub(crate) struct PositionsArguments {
    #[command(flatten)]
    pub(crate) findings: FindingsArguments,
    /// Also parties with a single statement, and points that are in no issue
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TimetableArguments {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    /// Only events in which this party takes part
    #[arg(long)]
    pub(crate) party: Option<String>,
    /// The day to look from; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only this far ahead, e.g. 30d
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) ahead: Option<u32>,
    #[arg(long, value_enum, default_value_t = TimetableForm::Text)]
    pub(crate) format: TimetableForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimetableForm {
    /// For people
    Text,
    Json,
    /// iCalendar (RFC 5545)
    Ics,
}

#[derive(Debug, Args)]
pub(crate) struct TimelineArguments {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    #[command(flatten)]
    pub(crate) which: WhichArguments,
    #[arg(long, value_enum, default_value_t = TimelineForm::Text)]
    pub(crate) format: TimelineForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimelineForm {
    /// For people
    Text,
    Json,
    /// A picture to print
    Svg,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// The entry's number
    pub(crate) number: i64,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Words to look for
    pub(crate) words: String,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    #[command(flatten)]
    pub(crate) which: WhichArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// The entry's number
    pub(crate) number: i64,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    /// What is decided
    #[arg(value_enum)]
    pub(crate) decision: ReviewDecision,
    /// Who decides
    #[arg(long)]
    pub(crate) by: String,
    /// Why
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// Corrected holder
    #[arg(long)]
    pub(crate) holder: Option<String>,
    /// Corrected stance
    #[arg(long)]
    pub(crate) stance: Option<String>,
    /// Corrected issue
    #[arg(long)]
    pub(crate) issue: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RedateArguments {
    /// The article: its id, or the file or reference that it was added under
    pub(crate) article: String,
    /// The day on which it was published (YYYY-MM-DD)
    pub(crate) published: Date,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    /// Who decides
    #[arg(long)]
    pub(crate) by: String,
    /// Why
    #[arg(long)]
    pub(crate) why: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
    #[command(flatten)]
    pub(crate) codebook: CodebookArgument,
    /// Address and port; port 0 is any free port. An address that other machines reach demands accounts (standpoint user add) or a token
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// A file with a secret of 12 characters or more: whoever knows it may do everything. Instead of accounts
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// A name under which other machines reach this one; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add somebody; the password is asked for, or read from standard input
    Add(UserRoleArguments),
    /// All accounts with their roles
    List(LedgerArgument),
    /// Remove somebody; whoever is signed in under that name is out at once
    Remove(UserArguments),
    /// Give somebody another role
    Role(UserRoleArguments),
}

#[derive(Debug, Args)]
pub(crate) struct UserArguments {
    /// The name under which decisions are recorded
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) ledger: LedgerArgument,
}

#[derive(Debug, Args)]
pub(crate) struct UserRoleArguments {
    #[command(flatten)]
    pub(crate) user: UserArguments,
    /// What they may do: a reader reads, a reviewer also decides about entries, an editor also adds articles
    #[arg(long, value_enum, default_value_t = UserRole::Reader)]
    pub(crate) role: UserRole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UserRole {
    Reader,
    Reviewer,
    Editor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReviewDecision {
    Confirm,
    Correct,
    Withdraw,
}

/// `30d` or `30`: a number of days.
fn days(text: &str) -> Result<u32, String> {
    text.trim_end_matches('d').parse().map_err(|_| format!("'{text}' is not a number of days; write for example 30d"))
}
