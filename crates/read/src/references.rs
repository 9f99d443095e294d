//! References: from the words of a noun phrase to whom they name in this article.
