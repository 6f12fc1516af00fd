//! Who is covered, who is not, and since when.
