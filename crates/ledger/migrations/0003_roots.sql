-- The entries of an article and the history of an entry are found through the root of their chain.

CREATE INDEX entries_by_root ON entries (root);
