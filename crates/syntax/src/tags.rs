//! The closed vocabularies of the treebanks: universal parts of speech, Penn tags, and relations with their subtypes.
//!
//! Each is a small `Copy` enum with its CoNLL-U name. An unknown name reads as the plain relation before the colon,
//! or as the catch-all of the vocabulary ([`Upos::X`], [`Xpos::Other`], [`Rel::Dep`]); nothing here can fail.

/// Declares an enum whose members have a name in CoNLL-U, with both directions of the mapping.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, unknown $unknown:ident, { $($(#[$item:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$item])* #[doc = concat!("Written “", $text, "”.")] $variant,)+ }

        impl $name {
            /// Every member, in the order of the numbers that the model file stores.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in CoNLL-U.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The member with exactly this CoNLL-U name.
            pub fn exactly(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }

            /// The member with this name; an unknown subtype gives the plain name before the colon, any other unknown name the catch-all.
            pub fn from_name(name: &str) -> Self {
                let plain = name.split(':').next().unwrap_or(name);
                Self::exactly(name).or_else(|| Self::exactly(plain)).unwrap_or(Self::$unknown)
            }

            /// The member with this number, as stored in a model; a number out of range gives the catch-all.
            pub(crate) fn from_number(number: u8) -> Self {
                Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::$unknown)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.name())
            }
        }
    };
}

vocabulary!(
    /// Universal part of speech.
    Upos, unknown X, {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN", Num = "NUM",
        Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
);

vocabulary!(
    /// Penn Treebank tag, as the English treebanks of Universal Dependencies use them.
    Xpos, unknown Other, {
        Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS", Prp = "PRP", PrpPoss = "PRP$", Wp = "WP", WpPoss = "WP$", Ex = "EX",
        Dt = "DT", Pdt = "PDT", Wdt = "WDT", Pos = "POS", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Rb = "RB", Rbr = "RBR", Rbs = "RBS",
        Wrb = "WRB", Rp = "RP", In = "IN", To = "TO", Cc = "CC", Cd = "CD", Uh = "UH", Fw = "FW", Md = "MD",
        Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ",
        Stop = ".", Comma = ",", Colon = ":", Open = "-LRB-", Close = "-RRB-", QuoteOpen = "``", QuoteClose = "''", Hyph = "HYPH",
        Nfp = "NFP", Dollar = "$", Sym = "SYM", Add = "ADD", Afx = "AFX", Gw = "GW", Ls = "LS",
        /// Anything else.
        Other = "XX",
    }
);

vocabulary!(
    /// Relation of a word to its head, with the subtypes that the English treebanks use.
    Rel, unknown Dep, {
        Root = "root", Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod",
        Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp",
        Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer",
        CsubjPass = "csubj:pass", Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
        NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Vocative = "vocative", Xcomp = "xcomp",
    }
);

impl Rel {
    /// The relation without its subtype: `nsubj:pass` gives [`Rel::Nsubj`].
    ///
    /// ```
    /// assert_eq!(syntax::Rel::NsubjPass.plain(), syntax::Rel::Nsubj);
    /// ```
    pub fn plain(self) -> Self {
        match self.name().split_once(':') {
            Some((plain, _)) => Self::exactly(plain).unwrap_or(self),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_fall_back() {
        assert_eq!(Rel::from_name("nsubj:pass"), Rel::NsubjPass);
        assert_eq!(Rel::from_name("nsubj:foreign"), Rel::Nsubj);
        assert_eq!(Rel::from_name("nonsense"), Rel::Dep);
        assert_eq!(Xpos::from_name("PRP$"), Xpos::PrpPoss);
        assert_eq!(Upos::from_name(""), Upos::X);
    }
}
