//! Treebanks in, a model file out; the learning curve goes to standard output.
#![allow(clippy::print_stdout, reason = "the learning curve is this program's output")]

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser as Arguments;
use syntax::conllu::{self, Document};
use syntax::training::{Plan, measure, train};

/// Trains the syntax model on CoNLL-U treebanks.
#[derive(Arguments)]
struct Train {
    /// Treebanks to learn from.
    #[arg(long, num_args = 1.., required = true)]
    train: Vec<PathBuf>,
    /// Treebanks by which the best pass is chosen.
    #[arg(long, num_args = 1.., required = true)]
    dev: Vec<PathBuf>,
    /// The model file to write.
    #[arg(long)]
    out: PathBuf,
    /// Text file whose content becomes the notice inside the model.
    #[arg(long)]
    notice: Option<PathBuf>,
    /// Seed; the same seed and files give the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Passes for the cutting of text.
    #[arg(long, default_value_t = Plan::default().cut_epochs)]
    cut_epochs: usize,
    /// Passes for the network.
    #[arg(long, default_value_t = Plan::default().tree_epochs)]
    tree_epochs: usize,
    /// Threads, one or two; the result is the same.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> anyhow::Result<()> {
    let arguments = Train::parse();
    let (teach, dev) = (documents(&arguments.train)?, documents(&arguments.dev)?);
    let notice = match &arguments.notice {
        Some(path) => std::fs::read_to_string(path).with_context(|| format!("reading the notice {}", path.display()))?,
        None => String::new(),
    };
    let Train { seed, cut_epochs, tree_epochs, threads, .. } = arguments;
    let plan = Plan { seed, cut_epochs, tree_epochs, threads, notice };
    let start = std::time::Instant::now();
    let bytes = train(&teach, &dev, &plan, &mut |line| println!("{:6.1} s  {line}", start.elapsed().as_secs_f64()));
    std::fs::write(&arguments.out, &bytes).with_context(|| format!("writing the model {}", arguments.out.display()))?;
    let parser = syntax::Parser::from_model(bytes)?;
    for (path, document) in arguments.dev.iter().zip(&dev) {
        println!("{}: {}", path.display(), measure(&parser, std::slice::from_ref(document)));
    }
    Ok(())
}

fn documents(paths: &[PathBuf]) -> anyhow::Result<Vec<Document>> {
    paths
        .iter()
        .map(|path| {
            let file = std::fs::read_to_string(path).with_context(|| format!("reading the treebank {}", path.display()))?;
            conllu::read(&file).with_context(|| format!("in the treebank {}", path.display()))
        })
        .collect()
}
